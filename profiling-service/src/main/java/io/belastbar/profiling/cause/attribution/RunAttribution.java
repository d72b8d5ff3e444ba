package io.belastbar.profiling.cause.attribution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who called what in a run: a comment that says it, else what the course of the run tells, else the counts. */
public final class RunAttribution {
    private static final double WHOLE_WITHIN = 0.15;
    private static final double ALIKE_WITHIN = 0.15;

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
                .filter(share -> !isBlurred(sharesOf(share.counted(), byTime), requests))
                .peek(share -> known.add(share.counted()))
                .forEach(shares::add);
        for (RunCalls statement : statements) {
            counts.of(statement).filter(share -> known.add(share.counted())).ifPresent(shares::add);
        }
        return List.copyOf(shares);
    }

    private static List<CallsPerRequest> sharesOf(String counted, List<CallsPerRequest> byTime) {
        return byTime.stream().filter(share -> share.counted().equals(counted)).toList();
    }

    /**
     * Whether one statement of one endpoint was taken for parts of several: users who go through the same steps call them
     * nearly as often and nearly at once, and a look falls between a request's statement and its end.
     */
    private static boolean isBlurred(List<CallsPerRequest> shares, Map<String, Long> requests) {
        if (shares.size() < 2) {
            return false;
        }
        boolean whole =
                shares.stream().allMatch(share -> Math.abs(share.calls() - Math.rint(share.calls())) <= WHOLE_WITHIN);
        long least = shares.stream()
                .mapToLong(share -> requests.getOrDefault(share.endpoint(), 0L))
                .min()
                .orElse(0);
        long most = shares.stream()
                .mapToLong(share -> requests.getOrDefault(share.endpoint(), 0L))
                .max()
                .orElse(0);
        return !whole && most - least <= ALIKE_WITHIN * most;
    }
}
