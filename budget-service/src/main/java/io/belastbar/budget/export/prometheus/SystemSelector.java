package io.belastbar.budget.export.prometheus;

import io.belastbar.budget.objective.Subject;
import io.belastbar.document.InvalidInput;
import java.util.regex.Pattern;

/**
 * By which label Prometheus tells a system's requests from those of others.
 *
 * @param label for example {@code job}, {@code namespace}
 */
public record SystemSelector(String label, String value) {

    /** What Prometheus gives everything that it scrapes. */
    private static final String JOB = "job";

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /**
     * @param label null for {@code job}
     * @param value null for the system's id
     * @throws InvalidInput if the label is none of Prometheus'
     */
    public static SystemSelector of(String system, String label, String value) {
        if (label != null && !LABEL.matcher(label).matches()) {
            throw InvalidInput.of("label", "is a label of Prometheus: " + LABEL.pattern(), label);
        }
        return new SystemSelector(label == null ? JOB : label, value == null ? system : value);
    }

    /** Of the whole system. */
    String text() {
        return PromQl.equal(label, value);
    }

    /** A part of the system is a job of its own; one of a system that has another label carries that too. */
    String text(Subject subject) {
        if (subject.service() == null) {
            return text();
        }
        var job = PromQl.equal(JOB, subject.service());
        return label.equals(JOB) ? job : text() + "," + job;
    }
}
