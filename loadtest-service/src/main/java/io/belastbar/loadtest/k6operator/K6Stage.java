package io.belastbar.loadtest.k6operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Locale;

/** How far k6-operator is with a TestRun ({@code status.stage}). */
enum K6Stage {
    /** The operator has not looked at it yet. */
    UNSEEN,
    INITIALIZATION,
    INITIALIZED,
    CREATED,
    STARTED,
    STOPPED,
    FINISHED,
    ERROR;

    /** Of a TestRun; a stage that this code does not know counts as STARTED: the run has not ended. */
    static K6Stage of(GenericKubernetesResource testRun) {
        Object stage = testRun.get("status", "stage");
        if (stage == null || stage.toString().isEmpty()) {
            return UNSEEN;
        }
        try {
            return valueOf(stage.toString().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            return STARTED;
        }
    }

    boolean over() {
        return this == FINISHED || this == ERROR || this == STOPPED;
    }
}
