package io.belastbar.examples.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BehaviourTest {
    @Test
    void rateAboveOneIsNamedWithItsValue() {
        assertThatThrownBy(() -> new Behaviour(0, 0, 1.5, 0))
                .isInstanceOf(InvalidBehaviour.class)
                .hasMessage("errorRate should be between 0 and 1: was 1.5");
    }

    @Test
    void everyBadValueIsNamedAtOnce() {
        assertThatThrownBy(() -> new Behaviour(-1, 300_001, Double.NaN, -0.1))
                .isInstanceOfSatisfying(
                        InvalidBehaviour.class, e -> assertThat(e.errors()).hasSize(4));
    }

    @Test
    void hangRateOneHangsEveryCall() {
        var silent = new Behaviour(0, 0, 0, 1);

        assertThat(IntStream.range(0, 100).mapToObj(i -> silent.next(new Random(i))))
                .containsOnly(new Outcome.Hang());
    }

    @Test
    void errorRateIsMetInTheLongRun() {
        var half = new Behaviour(0, 0, 0.5, 0);
        var random = new Random(42);

        long failures = IntStream.range(0, 10_000)
                .filter(i -> half.next(random) instanceof Outcome.Fail)
                .count();

        assertThat(failures).isBetween(4_800L, 5_200L);
    }

    @Test
    void theSameSeedGivesTheSameFates() {
        var moody = new Behaviour(100, 50, 0.3, 0.3);
        var one = new Random(7);
        var other = new Random(7);

        assertThat(IntStream.range(0, 100).mapToObj(i -> moody.next(one)).toList())
                .isEqualTo(
                        IntStream.range(0, 100).mapToObj(i -> moody.next(other)).toList());
    }

    @Property
    void delayStaysWithinTheJitterAndAboveZero(
            @ForAll @LongRange(max = 1_000) long latency,
            @ForAll @LongRange(max = 1_000) long jitter,
            @ForAll @DoubleRange(max = 1) double errorRate,
            @ForAll long seed) {
        long delay =
                switch (new Behaviour(latency, jitter, errorRate, 0).next(new Random(seed))) {
                    case Outcome.Answer answer -> answer.delayMs();
                    case Outcome.Fail fail -> fail.delayMs();
                    case Outcome.Hang hang -> -1;
                };

        assertThat(delay).isBetween(Math.max(0, latency - jitter), latency + jitter);
    }
}
