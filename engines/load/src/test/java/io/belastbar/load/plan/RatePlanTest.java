package io.belastbar.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.scenario.LoadModel.RateStage;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class RatePlanTest {

    private static final long S = 1_000_000_000L;

    @Property(tries = 300)
    void theInstantOfAnArrivalIsTheInverseOfTheCount(
            @ForAll @DoubleRange(max = 10_000) double first,
            @ForAll @DoubleRange(max = 10_000) double second,
            @ForAll @IntRange(min = 1, max = 3_600) int seconds,
            @ForAll @DoubleRange(max = 1) double part) {
        RatePlan plan = new RatePlan(List.of(stage(0, first), stage(seconds, second), stage(seconds, first)));
        double wanted = plan.arrivalsBy(plan.endNanos()) * part;

        long time = plan.timeOf(wanted);

        if (time != RatePlan.NEVER) {
            assertThat(plan.arrivalsBy(time)).isCloseTo(wanted, within(1e-3 + wanted * 1e-6));
        }
    }

    @Property(tries = 200)
    void aChangeKeepsThePastAndSetsTheFuture(
            @ForAll @DoubleRange(max = 1_000) double before,
            @ForAll @DoubleRange(max = 1_000) double after,
            @ForAll @IntRange(min = 0, max = 99) int second) {
        RatePlan plan = new RatePlan(List.of(stage(0, before), stage(100, before * 2)));

        RatePlan changed = plan.changedAt(second * S, after);

        assertThat(changed.arrivalsBy(second * S)).isCloseTo(plan.arrivalsBy(second * S), within(1e-6));
        assertThat(changed.rateAt(second * S)).isEqualTo(after);
        assertThat(changed.endNanos()).isEqualTo(plan.endNanos());
    }

    private static RateStage stage(int seconds, double rate) {
        return new RateStage(Duration.ofSeconds(seconds), rate);
    }
}
