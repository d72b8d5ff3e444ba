package io.belastbar.faulttolerance.fleet;

import io.belastbar.contracts.BreakerStatus;
import java.util.Comparator;
import java.util.List;

/**
 * What the instances seen lately say together.
 *
 * @param status OPEN when more than half of the instances are open, HALF_OPEN when more than half do not let calls
 *     flow, else CLOSED
 * @param complete false when Redis did not answer and this instance speaks for itself only
 */
public record FleetView(BreakerStatus status, int quorum, boolean complete, List<InstanceState> instances) {

    public static FleetView of(List<InstanceState> seenLately, boolean complete) {
        List<InstanceState> sorted = seenLately.stream()
                .sorted(Comparator.comparing(InstanceState::instance))
                .toList();
        int quorum = sorted.size() / 2 + 1;
        long open = count(sorted, BreakerStatus.OPEN);
        long impaired = open + count(sorted, BreakerStatus.HALF_OPEN);
        BreakerStatus status = open >= quorum
                ? BreakerStatus.OPEN
                : impaired >= quorum ? BreakerStatus.HALF_OPEN : BreakerStatus.CLOSED;
        return new FleetView(status, quorum, complete, sorted);
    }

    private static long count(List<InstanceState> states, BreakerStatus status) {
        return states.stream().filter(state -> state.status() == status).count();
    }
}
