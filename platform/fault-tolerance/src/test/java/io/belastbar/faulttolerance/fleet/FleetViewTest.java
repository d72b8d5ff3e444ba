package io.belastbar.faulttolerance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.BreakerStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FleetViewTest {
    @Property
    void theFleetIsOpenExactlyWhenMoreThanHalfOfItIs(
            @ForAll @IntRange(max = 20) int open,
            @ForAll @IntRange(max = 20) int halfOpen,
            @ForAll @IntRange(max = 20) int closed,
            @ForAll Random random) {
        FleetView view = FleetView.of(fleet(open, halfOpen, closed, random), true);

        assertThat(view.status() == BreakerStatus.OPEN).isEqualTo(2 * open > open + halfOpen + closed);
    }

    @Property
    void theFleetIsClosedExactlyWhenHalfOfItOrMoreLetsCallsFlow(
            @ForAll @IntRange(max = 20) int open,
            @ForAll @IntRange(max = 20) int halfOpen,
            @ForAll @IntRange(max = 20) int closed,
            @ForAll Random random) {
        FleetView view = FleetView.of(fleet(open, halfOpen, closed, random), true);

        assertThat(view.status() == BreakerStatus.CLOSED).isEqualTo(2 * closed >= open + halfOpen + closed);
    }

    @Example
    void oneOpenInstanceOfThreeDoesNotOpenTheFleet() {
        FleetView view = FleetView.of(fleet(1, 0, 2, new Random(1)), true);

        assertThat(view.status()).isEqualTo(BreakerStatus.CLOSED);
        assertThat(view.quorum()).isEqualTo(2);
    }

    private static List<InstanceState> fleet(int open, int halfOpen, int closed, Random random) {
        List<BreakerStatus> statuses = new ArrayList<>();
        statuses.addAll(Collections.nCopies(open, BreakerStatus.OPEN));
        statuses.addAll(Collections.nCopies(halfOpen, BreakerStatus.HALF_OPEN));
        statuses.addAll(Collections.nCopies(closed, BreakerStatus.CLOSED));
        Collections.shuffle(statuses, random);
        List<InstanceState> fleet = new ArrayList<>();
        for (BreakerStatus status : statuses) {
            fleet.add(new InstanceState("instance-" + fleet.size(), status, 0, null));
        }
        return fleet;
    }
}
