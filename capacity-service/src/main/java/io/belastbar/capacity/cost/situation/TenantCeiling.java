package io.belastbar.capacity.cost.situation;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.scalability.Ceiling;
import io.belastbar.capacity.cost.scalability.FindCeiling;
import io.belastbar.capacity.plan.finding.DesignCeiling;
import io.belastbar.report.ReportLanguage;
import java.util.Optional;

/** The ceiling of throughput that test runs show, as a number of tenants. */
final class TenantCeiling {
    private static final ReportLanguage ENGLISH = ReportLanguage.ENGLISH;

    private TenantCeiling() {}

    /**
     * Empty if runs show none, or if nobody knows what a tenant asks for. Also empty if it were below the tenants of today, who
     * are carried: then what they ask for is counted otherwise than what the runs reached, queries beside requests.
     */
    static Optional<DesignCeiling> of(Situation situation) {
        Known each = situation.perTenant().get(Means.THROUGHPUT);
        if (each == null
                || !(each.value() > 0)
                || situation.tenants().isEmpty()
                || !(FindCeiling.of(situation.runs()) instanceof Ceiling.Shown shown)) {
            return Optional.empty();
        }
        double tenants = shown.throughput() / each.value();
        return tenants < situation.tenants().get().value()
                ? Optional.empty()
                : Optional.of(new DesignCeiling("tenants", tenants, "", text(shown, each)));
    }

    private static String text(Ceiling.Shown shown, Known each) {
        return "Test runs show a ceiling of %s a second (%s to %s, 95 %%), and each tenant asks for %s a second (%s)."
                .formatted(
                        ENGLISH.number(shown.throughput()),
                        ENGLISH.number(shown.lower()),
                        ENGLISH.number(shown.upper()),
                        ENGLISH.number(each.value()),
                        each.source().english());
    }
}
