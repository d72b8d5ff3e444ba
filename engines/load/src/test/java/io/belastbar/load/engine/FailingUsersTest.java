package io.belastbar.load.engine;

import static io.belastbar.load.engine.VirtualRun.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.scenario.RenderedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailingUsersTest {

    private static final String TWO_STEPS = """
            scenario: s
            target: t
            load: { users: 2, duration: 10s }
            steps:
              - { name: me, request: GET /me, check: { status: [ 200, 304 ] }, extract: { x: "$.me" } }
              - { name: after, request: "GET /fast?x=${x}" }
            """;
    private static final String ONE_STEP = """
            scenario: s
            target: t
            load: %s
            steps: [ { request: GET /me } ]
            """;

    @Test
    void whatWasExpectedAndWhatCameIsSaidOncePerStatus() {
        VirtualRun run = run(TWO_STEPS, 5, answer(403, "{\"error\":\"token\\u0000 expired\"}"));

        assertThat(run.failures.causes())
                .containsExactly(new FailureCause(
                        0,
                        ErrorClass.UNEXPECTED_STATUS,
                        "403",
                        "expected 200 or 304, got 403: {\"error\":\"token\\u0000 expired\"}",
                        run.total().requests()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"you\":1}        | nothing at $.me for 'x'",
                "<html>busy</html>  | the answer is no JSON: <html>busy</html>",
                "''                 | the answer has no body"
            })
    void aValueThatIsMissingIsNamed(String body, String message) {
        VirtualRun run = run(TWO_STEPS, 5, answer(200, body));

        assertThat(run.failures.causes())
                .extracting(FailureCause::step, FailureCause::error, FailureCause::code, FailureCause::message)
                .containsExactly(tuple(0, ErrorClass.EXTRACTION_FAILED, "", message));
    }

    @Test
    void aFaultWhileAnAnswerIsJudgedIsAnErrorOfItsRequestAndTheUserGoesOn() {
        AtomicInteger answers = new AtomicInteger();
        VirtualRun run = run(
                ONE_STEP.formatted("{ users: 1, duration: 10s }"),
                10,
                request ->
                        // Of another kind than the step: no judge can read it.
                        answers.incrementAndGet() <= 2
                                ? new Exchange.SqlAnswer(1, null, null)
                                : new Exchange.HttpAnswer(200, null));

        assertThat(run.total().requests()).isGreaterThan(100);
        assertThat(run.total().errors()).containsExactly(entry(ErrorClass.OTHER, 2L));
        assertThat(run.failures.causes()).singleElement().satisfies(cause -> assertThat(cause.message())
                .startsWith("the answer could not be judged: java.lang.ClassCastException"));
    }

    @Test
    void whatAFunctionOfAPathGivesIsAValueForTheNextStep() {
        VirtualRun run = run("""
                scenario: s
                target: t
                load: { users: 1, duration: 1s }
                steps:
                  - { request: GET /list, extract: { n: "$.items.length()", sum: "$.items.sum()" } }
                  - { request: "GET /next?n=${n}&sum=${sum}" }
                """, 1, answer(200, "{\"items\":[1,2.5]}"));

        assertThat(run.total().errorCount()).isZero();
        assertThat(run.drivers.getFirst().sent).anyMatch(sent -> sent.uri().equals("/next?n=2&sum=3.5"));
    }

    @Test
    void aTimeOutWithoutFurtherWordsSaysAfterHowLong() {
        VirtualRun run = new VirtualRun(
                ONE_STEP.formatted("{ users: 1, duration: 3s }"),
                1,
                10,
                at -> at + 1_500 * MS,
                request -> new Exchange.Failed(ErrorClass.TIMEOUT, ""),
                new VirtualRun.Terms(10, Double.POSITIVE_INFINITY, Duration.ofMillis(1_500)));

        run.whole();

        assertThat(run.failures.causes())
                .extracting(FailureCause::message)
                .containsExactly("no whole answer within 1500 ms");
    }

    @Test
    void theSumOfTheCausesIsTheCountOfTheErrors() {
        AtomicInteger turn = new AtomicInteger();
        VirtualRun run = run(
                ONE_STEP.formatted("{ users: 5, duration: 10s }"), 3, request -> switch (turn.getAndIncrement() % 4) {
                    case 0 -> new Exchange.HttpAnswer(500, null);
                    case 1 -> new Exchange.HttpAnswer(404, null);
                    case 2 -> new Exchange.Failed(ErrorClass.CONNECTION_CLOSED, "reset");
                    default -> VirtualRun.ok();
                });

        assertThat(run.total().errorCount()).isPositive();
        assertThat(run.failures.causes().stream().mapToLong(FailureCause::count).sum())
                .isEqualTo(run.total().errorCount());
        assertThat(run.failures.causes()).extracting(FailureCause::code).containsExactlyInAnyOrder("500", "404", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void usersWhoseEveryIterationFailsAtOnceDoNotSpin(int users) {
        VirtualRun run = run(ONE_STEP.formatted("{ users: " + users + ", duration: 10s }"), 1, answer(403, ""));

        // The first three go at once, then ten a second.
        assertThat(run.total().requests()).isBetween(users * 95L, users * 105L);
        assertThat(run.latest.done()).isTrue();
    }

    @Test
    void aFlowWithoutAGoodAnswerIsPacedAsAWhole() {
        VirtualRun run = run("""
                scenario: s
                target: t
                load: { users: 1, duration: 10s }
                steps: [ { request: GET /a }, { request: GET /b }, { request: GET /c } ]
                """, 1, answer(500, ""));

        assertThat(run.step(0).requests()).isBetween(95L, 105L);
        assertThat(run.step(2).requests()).isEqualTo(run.step(0).requests());
    }

    @Test
    void aFailureThatTakesItsTimeIsNotSlowedDown() {
        VirtualRun run = run(ONE_STEP.formatted("{ users: 1, duration: 10s }"), 125, answer(500, ""));

        assertThat(run.total().requests()).isEqualTo(80);
    }

    @Test
    void noUserIsPacedWhileOthersGetGoodAnswers() {
        AtomicInteger turn = new AtomicInteger();
        // Nine of ten fail; every second holds some good ones.
        VirtualRun run = run(
                ONE_STEP.formatted("{ users: 4, duration: 10s }"),
                5,
                request -> turn.getAndIncrement() % 10 == 0 ? VirtualRun.ok() : new Exchange.HttpAnswer(500, null));

        assertThat(run.total().requests()).isEqualTo(4 * 10_000 / 5);
    }

    @Test
    void usersGoOnAtFullSpeedWhenTheTargetWorksAgain() {
        AtomicInteger turn = new AtomicInteger();
        VirtualRun run = run(
                ONE_STEP.formatted("{ users: 1, duration: 10s }"),
                10,
                request -> turn.getAndIncrement() < 20 ? new Exchange.HttpAnswer(503, null) : VirtualRun.ok());

        // Less than two seconds of failures, the rest at 100 a second.
        assertThat(run.total().requests()).isBetween(800L, 850L);
    }

    @Test
    void openLoadIsNeverPaced() {
        VirtualRun run =
                run(ONE_STEP.formatted("{ model: open, rate: 200/s, duration: 10s, users: 3 }"), 1, answer(403, ""));

        assertThat(run.total().requests()).isEqualTo(2_000);
        assertThat(run.total().responseMicros().getMaxValue()).isLessThan(5_000);
        assertThat(run.latest.dropped()).isZero();
    }

    private static VirtualRun run(String yaml, long answerMillis, Function<RenderedRequest, Exchange> answer) {
        return new VirtualRun(yaml, 1, Integer.MAX_VALUE, at -> at + answerMillis * MS, answer).whole();
    }

    private static Function<RenderedRequest, Exchange> answer(int status, String body) {
        return request -> new Exchange.HttpAnswer(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
