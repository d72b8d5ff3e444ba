package io.belastbar.load.engine;

import static io.belastbar.load.engine.VirtualRun.MS;
import static io.belastbar.load.engine.VirtualRun.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.plan.LoadChange;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of connections follows the load that is wanted, and says so where it may not. */
class GrowingConnectionsTest {

    private static final LongUnaryOperator AFTER_50_MS = at -> at + 50 * MS;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tenTimesTheUsersMakeTenTimesTheRequests(int lanes) {
        VirtualRun run = VirtualRun.planned("""
                scenario: s
                target: t
                load: { users: 2, duration: 8s }
                steps: [ { request: GET / } ]
                """, lanes, 5_000, AFTER_50_MS);

        run.start().until(3 * S);
        long before = run.total().requests();
        run.change(new LoadChange.Users(20));
        run.until(8 * S);

        assertThat(before).isBetween(116L, 120L);
        assertThat(run.total().requests() - before).isBetween(1_980L, 2_000L);
        assertThat(run.total().responseMicros().getMaxValue()).isLessThan(51_000);
        assertThat(starved(run)).isZero();
    }

    @Test
    void aTargetThatIsSlowerThanThePlanExpectsDoesNotCloseAnOpenLoad() {
        VirtualRun run = VirtualRun.planned(open("20/s"), 2, 5_000, at -> at + 5 * S);

        run.whole();

        assertThat(run.total().requests()).isEqualTo(600);
        assertThat(run.total().responseMicros().getMaxValue()).isLessThan(5_010_000);
        assertThat(starved(run)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, even, 3", "2, even, 3", "2, poisson, 3", "8, poisson, 3", "2, poisson, 40", "8, even, 1"})
    void aTargetWhoseEveryRequestTimesOutDoesNotCloseAnOpenLoad(int lanes, String arrival, int perSecond) {
        VirtualRun run = VirtualRun.planned(
                open(perSecond + "/s").replace("duration: 30s", "duration: 600s, arrival: " + arrival),
                lanes,
                50_000,
                at -> at + 30 * S + 50 * MS);

        run.whole();

        assertThat(waitedForUser(run)).isZero();
        assertThat(starved(run)).isZero();
    }

    @Test
    void eachStepOfAnIterationMayTakeTheWholeTimeOutAndItsPausesTheirTime() {
        VirtualRun run = VirtualRun.planned(
                open("5/s")
                        .replace("duration: 30s", "duration: 600s, arrival: poisson")
                        .replace("GET / }", "GET /a }, { think: 20s }, { request: GET /b }, { request: GET /c }"),
                2,
                50_000,
                at -> at + 30 * S);

        run.whole();

        assertThat(waitedForUser(run)).isZero();
        assertThat(starved(run)).isZero();
    }

    @Test
    void aHigherRateHasMoreUsersAndConnections() {
        VirtualRun run = VirtualRun.planned(open("1/s"), 2, 5_000, at -> at + 5 * S);

        run.start().until(10 * S);
        run.change(new LoadChange.Rate(50));
        run.until(90 * S);

        assertThat(run.total().requests()).isEqualTo(10 + 20 * 50);
        assertThat(run.total().responseMicros().getMaxValue()).isLessThan(5_010_000);
        assertThat(run.latest.waitedForUser()).isZero();
    }

    @Test
    void usersThatPauseDoNotTakeThePlacesOfOthers() {
        VirtualRun run =
                VirtualRun.planned(open("10/s").replace("GET / }", "GET / }, { think: 90s }"), 1, 5_000, AFTER_50_MS);

        run.start().until(200 * S);

        assertThat(run.total().requests()).isEqualTo(300);
        assertThat(run.total().responseMicros().getMaxValue()).isLessThan(51_000);
        assertThat(run.latest.dropped()).isZero();
        assertThat(run.latest.waitedForUser()).isZero();
    }

    @Test
    void theServicesLimitHoldsAndItsWaitsAreCounted() {
        VirtualRun run = VirtualRun.planned(open("20/s"), 2, 10, at -> at + 5 * S);

        run.whole();

        long waits = run.lanes.stream()
                .map(lane -> lane.snapshot(null))
                .mapToLong(lane -> lane.waitedForUser() + lane.driver().starved())
                .sum();
        assertThat(waits).isPositive();
    }

    private static long waitedForUser(VirtualRun run) {
        return run.lanes.stream()
                .mapToLong(lane -> lane.snapshot(null).waitedForUser())
                .sum();
    }

    private static String open(String rate) {
        return """
                scenario: s
                target: t
                load: { model: open, rate: %s, duration: 30s }
                steps: [ { request: GET / } ]
                """.formatted(rate);
    }

    private static long starved(VirtualRun run) {
        return run.drivers.stream()
                .mapToLong(driver -> driver.health().starved())
                .sum();
    }
}
