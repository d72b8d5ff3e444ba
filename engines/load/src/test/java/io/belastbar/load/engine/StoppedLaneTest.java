package io.belastbar.load.engine;

import static io.belastbar.load.engine.VirtualRun.MS;
import static io.belastbar.load.engine.VirtualRun.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.SecondCodec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lane leaves behind that is stopped before its time, by somebody or by its own fault. */
class StoppedLaneTest {

    private static final String OPEN = """
            scenario: s
            target: t
            load: { model: open, rate: 100/s, duration: 60s }
            steps: [ { request: GET /a } ]
            """;

    private static final String CLOSED = """
            scenario: s
            target: t
            load: { users: 7, duration: 60s }
            steps: [ { request: GET /a }, { think: 1s } ]
            """;

    @Test
    void requestsWithoutAnAnswerAreToldApart() {
        VirtualRun run = new VirtualRun(
                OPEN, 1, 10_000, at -> at < 5 * S ? at + MS : at + 3_600 * S, request -> VirtualRun.ok());

        run.start().until(8 * S);
        stop(run);

        Cell total = run.total();
        assertThat(total.errors()).isEqualTo(Map.of(ErrorClass.UNFINISHED, 301L));
        assertThat(total.requests()).isEqualTo(500);
        assertThat(total.errorCount()).isZero();
        assertThat(total.errorRate()).isZero();
        assertThat(total.responseMicros().getMaxValue()).isLessThan(2_000);
        assertThat(run.latest.unfinished()).isEqualTo(new Unfinished(301, 3 * S));
        assertThat(SecondCodec.decodeCell(SecondCodec.encodeCell(total)).errors())
                .isEqualTo(total.errors());
    }

    @Test
    void requestsThatWaitForAConnectionOrForTheCapHaveNoAnswerEither() {
        VirtualRun waiting = new VirtualRun(CLOSED, 1, 2, at -> at + 100 * S, request -> VirtualRun.ok());
        VirtualRun held = new VirtualRun(
                CLOSED.replace(", { think: 1s }", ""),
                1,
                10,
                at -> at + MS,
                request -> VirtualRun.ok(),
                new VirtualRun.Terms(7, 1, Duration.ofSeconds(30)));

        waiting.start().until(2 * S);
        stop(waiting);
        held.start().until(2 * S);
        stop(held);

        assertThat(waiting.total().errors(ErrorClass.UNFINISHED)).isEqualTo(7);
        assertThat(held.total().errors(ErrorClass.UNFINISHED)).isEqualTo(7);
    }

    @Test
    void usersThatPauseAndAnswersThatCameLeaveNothing() {
        VirtualRun run = new VirtualRun(CLOSED, 1, 10, at -> at + MS, request -> VirtualRun.ok());

        run.start().until(S / 2);
        stop(run);
        stop(run);

        assertThat(run.total().requests()).isEqualTo(7);
        assertThat(run.total().errors()).isEmpty();
        assertThat(run.latest.unfinished().count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {OPEN, CLOSED})
    void aRequestThatCannotBeSentStopsTheLaneAndIsToldInsteadOfAHang(String yaml) {
        int[] sends = new int[1];
        VirtualRun run = new VirtualRun(
                yaml,
                1,
                10_000,
                at -> {
                    if (++sends[0] == 3) {
                        throw new IllegalStateException("a fault");
                    }
                    return at + MS;
                },
                request -> VirtualRun.ok());

        run.start().until(30 * S);

        assertThat(run.latest.failure()).hasMessage("a fault");
        assertThat(run.sent()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {OPEN, CLOSED})
    void anAnswerThatCannotBeJudgedStopsTheLaneAndIsToldInsteadOfAHang(String yaml) {
        int[] answers = new int[1];
        VirtualRun run = new VirtualRun(
                yaml,
                1,
                10_000,
                at -> at + MS,
                request -> ++answers[0] == 3 ? new Exchange.SqlAnswer(1, Map.of(), "") : VirtualRun.ok());

        run.start().until(30 * S);

        assertThat(run.latest.failure()).isInstanceOf(ClassCastException.class);
        assertThat(run.sent()).hasSizeLessThan(10);
    }

    /** As a process that is stopped for a minute, and another one takes its run. */
    @ParameterizedTest
    @ValueSource(strings = {OPEN, CLOSED})
    void aLaneThatWakesUpBehindItsFenceSendsNothingMore(String yaml) {
        VirtualRun run = new VirtualRun(yaml, 1, 10_000, at -> at + MS, request -> VirtualRun.ok());
        run.fence.until(5 * S);
        run.clock.pause(3 * S, 55 * S);

        run.start().until(3 * S - 1);
        int sent = run.sent().size();
        run.until(120 * S);

        assertThat(run.sent()).hasSize(sent);
        assertThat(run.latest.failure()).isInstanceOf(Fence.Passed.class);
    }

    @Test
    void aLaneWhoseFenceIsMovedInTimeGoesOn() {
        VirtualRun run = new VirtualRun(OPEN, 1, 10_000, at -> at + MS, request -> VirtualRun.ok());
        run.start();

        for (long now = 0; now < 65; now++) {
            run.fence.until((now + 5) * S);
            run.until(now * S);
        }

        assertThat(run.total().requests()).isEqualTo(6_000);
        assertThat(run.latest.failure()).isNull();
    }

    private static void stop(VirtualRun run) {
        run.lanes.forEach(Lane::stop);
        run.collect();
    }
}
