package io.belastbar.load.scenario;

import java.util.Set;

/** What a virtual user does next. */
public sealed interface Step {

    /** A step that asks the target for something and is measured. */
    sealed interface SendStep extends Step permits RequestStep, SqlStep {

        /** Unique in its scenario. */
        String name();

        /** The budget's key. */
        String endpoint();

        /** What thresholds and charts call it. */
        String tag();

        /** The variables that must be known before it can be sent. */
        Set<String> variables();
    }

    /** A pause between two requests. */
    record ThinkStep(ThinkTime time) implements Step {}
}
