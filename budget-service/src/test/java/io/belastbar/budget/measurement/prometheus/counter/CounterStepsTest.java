package io.belastbar.budget.measurement.prometheus.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.budget.measurement.prometheus.counter.CounterSteps.Step;
import io.belastbar.prometheus.PrometheusSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CounterStepsTest {

    private static final Instant START = Instant.parse("2026-11-21T06:00:00Z");

    @Test
    void whatHappenedBeforeTheFirstLookIsNotCounted() {
        var first = CounterSteps.first(START, List.of(), List.of(series("a", 0, 1_000_000)));

        var later = CounterSteps.since(first, List.of(series("a", 30, 1)), List.of(series("a", 30, 1_000_100)));

        assertThat(later.steps()).containsExactly(new Step(at(30), 1, 100));
    }

    @Test
    void theFirstErrorEverIsCounted() {
        var first = CounterSteps.first(START, List.of(), List.of(series("a", 0, 10)));

        assertThat(CounterSteps.since(first, List.of(series("a", 30, 1)), List.of(series("a", 30, 20)))
                        .steps())
                .containsExactly(new Step(at(30), 1, 10));
    }

    @Test
    void aProcessThatStartsAnewCountsFromZero() {
        var first = CounterSteps.first(START, List.of(), List.of(series("a", 0, 1_000), series("b", 0, 500)));

        var later = CounterSteps.since(first, List.of(), List.of(series("a", 30, 7), series("b", 30, 510)));

        assertThat(later.steps()).containsExactly(new Step(at(30), 0, 17));
    }

    @Test
    void aReplicaThatComesAndOneThatWasAwayAreCountedOnce() {
        var first = CounterSteps.first(START, List.of(), List.of(series("a", 0, 100)));
        var second = CounterSteps.since(first, List.of(), List.of(series("b", 30, 5)));
        var third = CounterSteps.since(second.after(), List.of(), List.of(series("a", 60, 130), series("b", 60, 9)));

        assertThat(second.steps()).containsExactly(new Step(at(30), 0, 5));
        assertThat(third.steps()).containsExactly(new Step(at(60), 0, 34));
    }

    @Test
    void theSameAnswerAgainCountsNothing() {
        var first = CounterSteps.first(START, List.of(), List.of(series("a", 0, 100)));
        var once = CounterSteps.since(first, List.of(), List.of(series("a", 30, 150)));

        var again = CounterSteps.since(once.after(), List.of(), List.of(series("a", 30, 150)));

        assertThat(again.steps()).isEmpty();
        assertThat(again.after()).isEqualTo(once.after());
    }

    @Test
    void aPauseIsCountedStepByStep() {
        var first = CounterSteps.first(START, List.of(), List.of(series("a", 0, 100)));

        var later = CounterSteps.since(
                first, List.of(series("a", 30, 0, 60, 0, 90, 10)), List.of(series("a", 30, 110, 60, 110, 90, 120)));

        assertThat(later.steps()).containsExactly(new Step(at(30), 0, 10), new Step(at(90), 10, 10));
    }

    @Test
    void aPartThatIsSeenBeforeItsWholeWaitsForIt() {
        var first = CounterSteps.first(START, List.of(series("a", 0, 0)), List.of(series("a", 0, 0)));
        var early = CounterSteps.since(first, List.of(series("a", 30, 12)), List.of(series("a", 30, 10)));
        var late = CounterSteps.since(early.after(), List.of(series("a", 60, 20)), List.of(series("a", 60, 20)));

        assertThat(early.steps()).containsExactly(new Step(at(30), 10, 10));
        assertThat(late.steps()).containsExactly(new Step(at(60), 10, 10));
        assertThat(late.after().over()).isZero();
        var nothingYet = CounterSteps.since(first, List.of(series("a", 30, 3)), List.of(series("a", 30, 0)));
        assertThat(nothingYet.steps()).isEmpty();
        assertThat(nothingYet.after().over()).isEqualTo(3);
    }

    @Test
    void whatIsNoPartOfItIsSaid() {
        var first = CounterSteps.first(START, List.of(series("a", 0, 0)), List.of(series("a", 0, 0)));

        var swapped = CounterSteps.since(first, List.of(series("a", 30, 1_000)), List.of(series("a", 30, 10)));

        assertThat(swapped.steps()).isEmpty();
        assertThat(swapped.problem()).hasValue("the counter rose by 1000.0, what it should be a part of by 10.0 only");
    }

    @Test
    void aSeriesThatWasAwayForADayIsForgotten() {
        var first = CounterSteps.first(START, List.of(), List.of(series("a", 0, 100), series("b", 0, 100)));
        var day = (int) Duration.ofHours(25).toSeconds();

        var later = CounterSteps.since(first, List.of(), List.of(series("a", day, 101)));

        assertThat(later.after().wholes()).hasSize(1);
    }

    @Property(tries = 200)
    void theStepsAddUpToWhatHappened(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int replicas,
            @ForAll @IntRange(min = 1, max = 90) int every) {
        var random = new Random(seed);
        var world = new World(random, replicas);
        var state = CounterSteps.first(START, world.errors(0, 0), world.requests(0, 0));
        var before = world.total(0);
        var errorsBefore = world.totalErrors(0);
        var counted = new ArrayList<Step>();
        var last = 0;
        for (int now = every; now < World.SECONDS; now += every * (1 + random.nextInt(4))) {
            var steps = CounterSteps.since(state, world.errors(last, now), world.requests(last, now));
            counted.addAll(steps.steps());
            state = steps.after();
            last = now;
        }

        assertThat(counted.stream().mapToDouble(Step::whole).sum()).isCloseTo(world.total(last) - before, within(1e-6));
        assertThat(counted.stream().mapToDouble(Step::part).sum() + state.over())
                .isCloseTo(world.totalErrors(last) - errorsBefore, within(1e-6));
        assertThat(counted).allSatisfy(step -> assertThat(step.part()).isBetween(0.0, step.whole()));
        assertThat(counted).extracting(Step::at).isSorted();
    }

    /** Replicas that serve, fail and start anew, and what each second's scrape of them reads. */
    private static final class World {

        private static final int SECONDS = 600;

        private final List<double[]> requests = new ArrayList<>();
        private final List<double[]> errors = new ArrayList<>();
        private final double[] total = new double[SECONDS];
        private final double[] totalErrors = new double[SECONDS];

        World(Random random, int replicas) {
            for (int replica = 0; replica < replicas; replica++) {
                var served = new double[SECONDS];
                var failed = new double[SECONDS];
                double n = random.nextInt(10_000);
                double bad = Math.floor(n * random.nextDouble());
                for (int second = 0; second < SECONDS; second++) {
                    if (second % 97 == 96 && random.nextBoolean()) {
                        n = 0;
                        bad = 0;
                    }
                    // A process that starts anew is looked at before it has served as much as before.
                    var more = second % 97 == 96 ? 0 : random.nextInt(5);
                    var worse = random.nextInt(more + 1);
                    n += more;
                    bad += worse;
                    served[second] = n;
                    failed[second] = bad;
                    total[second] += more;
                    totalErrors[second] += worse;
                }
                requests.add(served);
                errors.add(failed);
            }
            for (int second = 1; second < SECONDS; second++) {
                total[second] += total[second - 1];
                totalErrors[second] += totalErrors[second - 1];
            }
        }

        double total(int second) {
            return total[second];
        }

        double totalErrors(int second) {
            return totalErrors[second];
        }

        List<PrometheusSeries> requests(int from, int to) {
            return seen(requests, from, to);
        }

        List<PrometheusSeries> errors(int from, int to) {
            return seen(errors, from, to);
        }

        private static List<PrometheusSeries> seen(List<double[]> replicas, int from, int to) {
            var all = new ArrayList<PrometheusSeries>();
            for (int replica = 0; replica < replicas.size(); replica++) {
                var values = new TreeMap<Instant, Double>();
                for (int second = from; second <= to; second++) {
                    values.put(at(second), replicas.get(replica)[second]);
                }
                all.add(new PrometheusSeries(Map.of("instance", "r" + replica), values));
            }
            return all;
        }
    }

    @Test
    void labelsInAnyOrderAreTheSameSeries() {
        var one = new HashMap<String, String>();
        one.put("b", "2");
        one.put("a", "1");
        var first = CounterSteps.first(
                START, List.of(), List.of(new PrometheusSeries(one, new TreeMap<>(Map.of(START, 5.0)))));

        assertThat(CounterSteps.since(
                                first,
                                List.of(),
                                List.of(new PrometheusSeries(
                                        Map.of("a", "1", "b", "2"), new TreeMap<>(Map.of(at(30), 7.0)))))
                        .steps())
                .extracting(Step::at, Step::whole)
                .containsExactly(tuple(at(30), 2.0));
    }

    private static PrometheusSeries series(String instance, double... secondsAndValues) {
        var values = new TreeMap<Instant, Double>();
        for (int i = 0; i < secondsAndValues.length; i += 2) {
            values.put(at((int) secondsAndValues[i]), secondsAndValues[i + 1]);
        }
        return new PrometheusSeries(Map.of("instance", instance), values);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
