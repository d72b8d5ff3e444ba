package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.policy.Policy;
import java.util.List;
import java.util.stream.Collectors;

/** Several permissive policies of one table: PostgreSQL joins them by OR. */
public final class OrOfPolicies {
    private OrOfPolicies() {}

    public static String names(List<Policy> policies) {
        return policies.stream().filter(Policy::permissive).map(Policy::name).collect(Collectors.joining(", "));
    }

    public static String condition(List<Policy> policies) {
        return policies.stream().filter(Policy::permissive).map(Policy::using).collect(Collectors.joining(" OR "));
    }
}
