package io.belastbar.profiling.cause.attribution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who called what in a run: a comment that says it, else what the course of the run tells, else the counts. */
public final class RunAttribution {
    private RunAttribution() {}

    /**
     * @param requests finished ones of the whole run, by endpoint
     * @param statements that ran
     * @param byTime what {@link TimeAttribution} found; empty if nobody looked while the run lasted
     */
    public static List<CallsPerRequest> of(
            Map<String, Long> requests, List<RunCalls> statements, List<CallsPerRequest> byTime) {
        List<CallsPerRequest> shares = new ArrayList<>();
        Set<String> known = new HashSet<>();
        CountAttribution counts = new CountAttribution(requests);
        for (RunCalls statement : statements) {
            counts.of(statement)
                    .filter(share -> share.basis() == Basis.COMMENT)
                    .filter(share -> known.add(share.counted()))
                    .ifPresent(shares::add);
        }
        Set<String> commented = Set.copyOf(known);
        byTime.stream()
                .filter(share -> !commented.contains(share.counted()))
                .peek(share -> known.add(share.counted()))
                .forEach(shares::add);
        for (RunCalls statement : statements) {
            counts.of(statement).filter(share -> known.add(share.counted())).ifPresent(shares::add);
        }
        return List.copyOf(shares);
    }
}
