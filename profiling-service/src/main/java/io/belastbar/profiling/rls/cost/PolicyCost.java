package io.belastbar.profiling.rls.cost;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the policies of a table cost the tenants that were measured: the same SELECT under the policies, and as a role for
 * which they are not in force, with the tenant's condition written out.
 *
 * @param tenants measured, in the order of measuring
 * @param known how many tenants there are at least
 * @param missing why something was not measured
 */
public record PolicyCost(List<OfTenant> tenants, int known, List<String> missing) {
    public PolicyCost {
        tenants = List.copyOf(tenants);
        missing = List.copyOf(missing);
    }

    /** @param written null when it could not be measured without policies */
    public record OfTenant(String tenant, Measured secured, Measured written) {
        /** Then the two do not answer the same question. */
        boolean findsOtherRows() {
            return written != null
                    && written.complete()
                    && secured.complete()
                    && Math.abs(written.rows() - secured.rows()) > 0.5;
        }

        /** Milliseconds that the policies add; all of them when nothing is known to compare with. */
        public double ms() {
            return written == null || !written.isThere() ? secured.ms() : Math.max(0, secured.ms() - written.ms());
        }
    }

    public static PolicyCost none(String reason) {
        return new PolicyCost(List.of(), 0, List.of(reason));
    }

    public boolean isMeasured() {
        return !tenants.isEmpty();
    }

    public boolean isCompared() {
        return isMeasured()
                && tenants.stream()
                        .allMatch(
                                each -> each.written() != null && each.written().isThere());
    }

    public boolean isComplete() {
        return tenants.stream().allMatch(each -> each.secured().complete());
    }

    public double medianMs() {
        return quantile(0.5);
    }

    public double p95Ms() {
        return quantile(0.95);
    }

    public OfTenant worst() {
        return tenants.stream().max(Comparator.comparingDouble(OfTenant::ms)).orElseThrow();
    }

    private double quantile(double share) {
        double[] sorted = tenants.stream().mapToDouble(OfTenant::ms).sorted().toArray();
        // Nearest rank: a value that was measured, not one between two.
        return Arrays.stream(sorted)
                .skip(Math.max(0, (long) Math.ceil(share * sorted.length) - 1))
                .findFirst()
                .orElse(0);
    }
}
