package io.belastbar.load.engine;

import static io.belastbar.load.engine.VirtualRun.MS;
import static io.belastbar.load.engine.VirtualRun.S;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are used once, and fewer of them than the load asks for. */
class DataUsedUpTest {

    private static final String DATA = """
            scenario: s
            target: t
            load: { %s }
            data: { users: { csv: "%s", order: once } }
            steps: [ { request: "GET /${users.name}" } ]
            """;

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "2,5", "1,200"})
    void anOpenLoadWhoseArrivalsQueueEnds(int lanes, int places) {
        VirtualRun run = run("model: open, rate: 10/s, duration: 20s", 5, lanes, places, S);

        run.start().until(19 * S);

        assertThat(paths(run)).containsExactlyInAnyOrder("/0", "/1", "/2", "/3", "/4");
        assertThat(run.done()).isTrue();
        assertThat(run.latest.waiting()).isZero();
        assertThat(unbegun(run)).isEqualTo(195);
    }

    @Test
    void anOpenLoadWhoseArrivalsAreDrawnSaysHowManyWereExpected() {
        VirtualRun run = run("model: open, rate: 100/s, duration: 100s, arrival: poisson", 500, 2, 100, MS);

        run.start().until(90 * S);

        assertThat(run.done()).isTrue();
        assertThat(unbegun(run)).isBetween(9_200L, 9_700L);
    }

    @ParameterizedTest
    @CsvSource({"4,2", "3,2", "1,2", "4,1"})
    void aClosedLoadEndsWithTheLastIterationAndUsesEveryRow(int users, int lanes) {
        VirtualRun run = run("users: " + users + ", duration: 60s", 5, lanes, 1, 100 * MS);

        run.start().until(2 * S);

        assertThat(paths(run)).containsExactlyInAnyOrder("/0", "/1", "/2", "/3", "/4");
        assertThat(run.done()).isTrue();
        assertThat(run.latest.data().usedUpAtNanos()).isLessThan(S);
    }

    @Test
    void aUserThatWouldComeLaterIsNotAwaited() {
        VirtualRun run = new VirtualRun(
                DATA.formatted("users: 2, duration: 60s", rows(5)).replace("load: { users: 2, duration: 60s }", """
                        stages: [ { duration: 0s, target: 1 }, { duration: 30s, target: 1 },
                                  { duration: 0s, target: 2 }, { duration: 30s, target: 2 } ]"""),
                2,
                10,
                at -> at + MS,
                request -> VirtualRun.ok());

        run.start().until(S);

        assertThat(run.done()).isTrue();
    }

    @Test
    void aUserOfAFixedNumberOfIterationsThatFindsNoRowLeavesThemUndone() {
        VirtualRun run = run("users: 4, requests-per-user: 10", 25, 2, 1, MS);

        run.start().until(S);

        assertThat(run.done()).isTrue();
        assertThat(paths(run)).hasSize(25);
        assertThat(unbegun(run)).isEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource({"'users: 4, requests-per-user: 10',40", "'model: open, rate: 10/s, duration: 4s',40"})
    void rowsThatAreJustEnoughAreNotUsedUp(String load, int rows) {
        VirtualRun run = run(load, rows, 2, 10, MS);

        run.start().until(10 * S);

        assertThat(run.done()).isTrue();
        assertThat(run.latest.data().usedUp()).isFalse();
        assertThat(unbegun(run)).isZero();
    }

    @Test
    void aRunThatIsNotOverWaitsForTheAnswerToItsLastRow() {
        VirtualRun run = run("users: 4, duration: 60s", 5, 2, 1, 10 * S);

        run.start().until(15 * S);
        boolean before = run.done();
        run.until(21 * S);

        assertThat(before).isFalse();
        assertThat(run.done()).isTrue();
    }

    private static VirtualRun run(String load, int rows, int lanes, int places, long answerNanos) {
        return new VirtualRun(
                DATA.formatted(load, rows(rows)),
                lanes,
                1_000,
                at -> at + answerNanos,
                request -> VirtualRun.ok(),
                new VirtualRun.Terms(places, Double.POSITIVE_INFINITY, Duration.ofSeconds(30)));
    }

    private static String rows(int rows) {
        return IntStream.range(0, rows).mapToObj(row -> "\\n" + row).reduce("name", String::concat);
    }

    private static List<String> paths(VirtualRun run) {
        List<String> paths = new ArrayList<>();
        run.drivers.forEach(driver -> driver.sent.forEach(request -> paths.add(request.uri())));
        return paths;
    }

    private static long unbegun(VirtualRun run) {
        return run.lanes.stream()
                .mapToLong(lane -> lane.snapshot(null).data().unbegun())
                .sum();
    }
}
