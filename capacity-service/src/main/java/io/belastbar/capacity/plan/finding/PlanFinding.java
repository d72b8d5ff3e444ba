package io.belastbar.capacity.plan.finding;

import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something in a plan of which somebody is to be told.
 *
 * @param subject what it is about; stays while it is the same
 * @param title in one English line; another title is told anew
 * @param measures what to do, in order
 * @param responsible a role or a person
 */
public record PlanFinding(
        Kind kind,
        String subject,
        Severity severity,
        String title,
        String description,
        List<String> measures,
        String responsible,
        Map<String, String> evidence) {

    /** Of what is told; budget-service's built-in rules listen to the categories. */
    public enum Kind {
        TASK_OVERDUE("Capacity"),
        COST_STEP("Cost"),
        BEYOND_DESIGN("Architecture"),
        FEATURE("Scope");

        private final String category;

        Kind(String category) {
            this.category = category;
        }

        public String category() {
            return category;
        }
    }

    /** The same cause has the same. */
    public String fingerprint(String system) {
        return Fingerprint.of("plan-" + kind.name().toLowerCase(Locale.ROOT), system, subject);
    }
}
