package io.belastbar.load.engine;

import static io.belastbar.load.engine.VirtualRun.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.result.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails beside what works weighs as much as a closed load gives it, whoever sits on whichever lane. */
class BrokenHalfTest {

    private static final String HALF_OF_THE_TENANTS = """
            scenario: s
            target: t
            load: { users: 4, duration: 10s }
            tenants: { names: [ fast, "403" ] }
            steps: [ { request: "GET /${tenant}" } ]
            """;

    private interface Broken {
        boolean is(String uri, long sentMillis);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aBrokenTenantWeighsTheSameOnHoweverManyLanes(int lanes) {
        VirtualRun run = run(HALF_OF_THE_TENANTS, lanes, 5, (uri, at) -> uri.equals("/403"));

        assertThat(failing(run.total())).isCloseTo(0.5, within(0.005));
        assertThat(run.heldBack.iterations()).isLessThanOrEqualTo(2);
    }

    @Test
    void whatFailsFasterThanTheRestWorksWeighsMore() {
        VirtualRun run = run(HALF_OF_THE_TENANTS, 2, 50, 1, (uri, at) -> uri.equals("/403"));

        // Fifty failures in the time of one good answer.
        assertThat(failing(run.total())).isGreaterThan(0.97);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void oneBrokenTenantOfThree(int lanes) {
        VirtualRun run = run("""
                scenario: s
                target: t
                load: { users: 6, duration: 10s }
                tenants: { names: [ a, b, c ] }
                steps: [ { request: "GET /${tenant}" } ]
                """, lanes, 5, (uri, at) -> uri.equals("/b"));

        assertThat(failing(run.total())).isCloseTo(1 / 3.0, within(0.005));
    }

    @Test
    void rowsInTurnOfWhichEachSecondFails() {
        VirtualRun run = run("""
                scenario: s
                target: t
                load: { users: 4, duration: 10s }
                data: { d: { csv: "path\\ngood\\nbad" } }
                steps: [ { request: "GET /${d.path}" } ]
                """, 2, 5, (uri, at) -> uri.equals("/bad"));

        assertThat(failing(run.total())).isCloseTo(0.5, within(0.005));
    }

    @Test
    void flowsOfWhichOneFails() {
        VirtualRun run = run("""
                scenario: s
                target: t
                load: { users: 4, duration: 10s }
                flows:
                  - { name: works, weight: 3, steps: [ { request: GET /good } ] }
                  - { name: broken, weight: 1, steps: [ { request: GET /bad } ] }
                """, 2, 5, (uri, at) -> uri.equals("/bad"));

        assertThat(failing(run.total())).isCloseTo(0.25, within(0.02));
        assertThat(run.total().requests()).isEqualTo(4 * 10_000 / 5);
    }

    @ParameterizedTest
    @CsvSource({"5, 5, 0.01", "5, 1, 0.05", "20, 1, 0.1", "150, 150, 0.02"})
    void anOutageOfAThirdOfTheTimeIsAboutAThird(long good, long bad, double within) {
        VirtualRun run = run("""
                scenario: s
                target: t
                load: { users: 4, duration: 30s }
                steps: [ { request: GET /a } ]
                """, 2, good, bad, (uri, at) -> at >= 10_000 && at < 20_000);

        assertThat(failing(run.total())).isBetween(1 / 3.0 - 0.01, 1 / 3.0 + within);
    }

    @Test
    void slowGoodAnswersAreHopeForLonger() {
        // Two seconds from one good answer to the next: those that fail beside them are held to nothing.
        VirtualRun run =
                run(HALF_OF_THE_TENANTS.replace("users: 4", "users: 2"), 2, 2_000, 10, (uri, at) -> uri.equals("/403"));

        assertThat(failures(run.total())).isGreaterThan(750);
        assertThat(run.total().goodAnswers()).isEqualTo(5);
    }

    @Test
    void withoutAnyGoodAnswerTenBeginASecondAndItIsTold() {
        VirtualRun run = run(HALF_OF_THE_TENANTS, 2, 1, (uri, at) -> true);

        assertThat(run.total().requests()).isBetween(4 * 95L, 4 * 105L);
        assertThat(run.heldBack.iterations()).isBetween(4 * 90L, 4 * 105L);
        assertThat(run.heldBack.perSecond()).isEqualTo(10);
    }

    @Test
    void afterLongIterationsTenBeginASecondStill() {
        VirtualRun run = run("""
                scenario: s
                target: t
                load: { users: 1, duration: 60s }
                steps: [ { request: GET /a } ]
                """, 1, 3_000, 1, (uri, at) -> at >= 30_000);

        assertThat(failures(run.total())).isGreaterThan(200);
        assertThat(run.heldBack.perSecond()).isEqualTo(10);
    }

    @Test
    void anIterationWithSomeGoodAnswersIsNeverHeldBack() {
        VirtualRun run = run("""
                scenario: s
                target: t
                load: { users: 4, duration: 10s }
                steps: [ { request: GET /good }, { request: GET /bad } ]
                """, 2, 5, 1, (uri, at) -> uri.equals("/bad"));

        assertThat(failing(run.total())).isCloseTo(0.5, within(0.005));
        assertThat(run.heldBack).isEqualTo(HeldBack.NONE);
    }

    @Test
    void halfOfAnOpenLoadIsHalf() {
        VirtualRun run = run(
                HALF_OF_THE_TENANTS.replace("users: 4,", "model: open, rate: 100/s, users: 8,"),
                2,
                1,
                (uri, at) -> uri.equals("/403"));

        assertThat(run.total().requests()).isEqualTo(1_000);
        assertThat(failures(run.total())).isEqualTo(500);
        assertThat(run.heldBack).isEqualTo(HeldBack.NONE);
    }

    private static VirtualRun run(String yaml, int lanes, long answerMillis, Broken broken) {
        return run(yaml, lanes, answerMillis, answerMillis, broken);
    }

    private static VirtualRun run(String yaml, int lanes, long goodMillis, long badMillis, Broken broken) {
        return new VirtualRun(yaml, lanes, (request, sent) -> {
                    boolean bad = broken.is(request.uri(), sent / MS);
                    Exchange exchange = bad ? new Exchange.HttpAnswer(403, null) : VirtualRun.ok();
                    return new SimulatedDriver.Answer(sent + (bad ? badMillis : goodMillis) * MS, () -> exchange);
                })
                .whole();
    }

    private static long failures(Cell cell) {
        return cell.errorCount();
    }

    private static double failing(Cell cell) {
        return (double) cell.errorCount() / cell.requests();
    }
}
