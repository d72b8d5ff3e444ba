package io.belastbar.budget.export;

import io.belastbar.budget.format.openslo.OpenSloAnnotations;
import io.belastbar.budget.objective.Objective;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metadata of an SLO: what OpenSLO has no words for stands in annotations, which reading it back needs. */
final class OpenSloMeaning {

    private final Map<String, Object> annotations = new LinkedHashMap<>();

    private OpenSloMeaning() {}

    /** @param unit of the number of a threshold; empty for a ratio, whose limit is written in full */
    static Map<String, Object> of(Objective objective, String name, String unit) {
        var meaning = new OpenSloMeaning();
        meaning.subject(objective);
        meaning.limits(objective, unit);
        meaning.terms(objective);
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("name", name);
        metadata.put("annotations", meaning.annotations);
        return metadata;
    }

    private void subject(Objective objective) {
        put(OpenSloAnnotations.SUBJECT, objective.subject().name());
        put(OpenSloAnnotations.KIND, objective.subject().kind());
        put(OpenSloAnnotations.SERVICE, objective.subject().service());
        put(OpenSloAnnotations.METRIC, objective.metric());
    }

    private void limits(Objective objective, String unit) {
        if (unit.isEmpty()) {
            put(OpenSloAnnotations.LIMIT, objective.limit().text());
        } else {
            put(OpenSloAnnotations.UNIT, unit);
        }
        put(
                OpenSloAnnotations.WARNING,
                objective.warning() == null ? null : objective.warning().text());
        put(
                OpenSloAnnotations.CRITICAL,
                objective.critical() == null ? null : objective.critical().text());
        put(
                OpenSloAnnotations.BASELINE,
                objective.baseline() == null ? null : objective.baseline().text());
        put(OpenSloAnnotations.SEVERITY, objective.severity());
    }

    private void terms(Objective objective) {
        var terms = objective.terms();
        put(OpenSloAnnotations.REQUIRED, terms.required() ? true : null);
        put(OpenSloAnnotations.INFORMATIONAL, terms.informational() ? true : null);
        put(OpenSloAnnotations.WEIGHT, terms.weight() > 0 ? terms.weight() : null);
        put(OpenSloAnnotations.TESTBEDS, terms.testbeds().isEmpty() ? null : String.join(",", terms.testbeds()));
    }

    /** Annotations are texts. */
    private void put(String annotation, Object value) {
        if (value != null) {
            annotations.put(annotation, value.toString());
        }
    }
}
