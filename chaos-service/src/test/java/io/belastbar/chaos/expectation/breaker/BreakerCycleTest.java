package io.belastbar.chaos.expectation.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Parsed;
import io.belastbar.chaos.expectation.breaker.BreakerStatusPage.Breaker;
import io.belastbar.contracts.BreakerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerCycleTest {

    private static final Instant INJECTED = Instant.parse("2026-11-20T10:00:00Z");
    private static final BreakerCycle CYCLE = Parsed.as(BreakerCycle.class, """
            type: breaker-cycle
            target: smartbav-api
            breaker: versicherer-api
            failures: 5
            closed-within: 2m
            """);

    private BreakerCourse course = BreakerCourse.NOTHING;

    @Test
    void aWholeCycleHolds() {
        see(1, BreakerStatus.CLOSED, 4, -1);
        assertThat(judge(-1, 1).result()).isEqualTo(Result.NOT_YET);
        see(2, BreakerStatus.OPEN, 5, 32);
        see(31.5, BreakerStatus.OPEN, 5, 32);
        see(32.1, BreakerStatus.HALF_OPEN, 5, -1);
        assertThat(judge(20, 32.1).result()).isEqualTo(Result.NOT_YET);
        see(32.4, BreakerStatus.CLOSED, 0, -1);

        var seen = judge(20, 33);

        assertThat(seen.result()).isEqualTo(Result.HOLDS);
        assertThat(seen.measured().english()).isEqualTo("CLOSED 12.4 s after the fault's end");
        assertThat(seen.details()).containsEntry("failuresAtOpen", "5").containsKey("nextRetryAt");
    }

    @Test
    void equalLooksAreOneStretchAndALateOneAddsNothing() {
        for (int second = 0; second < 500; second++) {
            see(second, BreakerStatus.OPEN, 5, 600);
        }
        see(3, BreakerStatus.CLOSED, 0, -1);

        assertThat(course.stretches()).hasSize(1);
        assertThat(course.stretches().getFirst().lastSeen()).isEqualTo(at(499));
    }

    @Test
    void aBreakerThatFlapsKeepsTheNewest() {
        for (int i = 0; i < 3 * BreakerCourse.STRETCHES_MAX; i++) {
            see(i, i % 2 == 0 ? BreakerStatus.OPEN : BreakerStatus.HALF_OPEN, 5, i);
        }

        assertThat(course.stretches()).hasSize(BreakerCourse.STRETCHES_MAX);
        assertThat(course.stretches().getLast().lastSeen()).isEqualTo(at(3 * BreakerCourse.STRETCHES_MAX - 1));
    }

    @ParameterizedTest
    @CsvSource({"4, VIOLATED", "5, NOT_YET", "7, NOT_YET"})
    void itOpensAfterAsManyFailuresAndNotBefore(int failures, Result expected) {
        see(2, BreakerStatus.OPEN, failures, 32);

        assertThat(judge(-1, 2).result()).isEqualTo(expected);
    }

    @Test
    void oneThatStaysClosedAfterSoManyFailuresIsWrong() {
        see(2, BreakerStatus.CLOSED, 5, -1);

        assertThat(judge(-1, 2).result()).isEqualTo(Result.VIOLATED);
    }

    @ParameterizedTest
    @CsvSource({
        "HALF_OPEN, 30.5, 30.8, VIOLATED",
        "CLOSED, 30.5, 30.8, VIOLATED",
        "HALF_OPEN, 31, 31.05, NOT_YET",
        "HALF_OPEN, 31.5, 60, NOT_YET",
        "HALF_OPEN, 20, 40, UNKNOWN"
    })
    void itTriesAgainNotBeforeItSaid(BreakerStatus next, double lastOpen, double seen, Result expected) {
        see(2, BreakerStatus.OPEN, 5, 32);
        see(lastOpen, BreakerStatus.OPEN, 5, 32);
        see(seen, next, 0, -1);

        assertThat(judge(-1, seen).result()).isEqualTo(expected);
    }

    @Test
    void itMayOpenAgainUntilTheFaultHasEnded() {
        see(2, BreakerStatus.OPEN, 5, 4);
        see(4, BreakerStatus.HALF_OPEN, 5, -1);
        see(4.2, BreakerStatus.OPEN, 5, 8);
        see(7.8, BreakerStatus.OPEN, 5, 8);
        see(8, BreakerStatus.CLOSED, 0, -1);

        assertThat(judge(-1, 8).result()).isEqualTo(Result.NOT_YET);
        assertThat(judge(9, 8).result()).isEqualTo(Result.NOT_YET);
        assertThat(judge(7, 8).result()).isEqualTo(Result.HOLDS);
    }

    @ParameterizedTest
    @CsvSource({"129, 130, HOLDS", "129, 131, UNKNOWN", "130.5, 131, VIOLATED"})
    void whenItClosedIsKnownAsWellAsTheLooksLieClose(double lastHalfOpen, double closed, Result expected) {
        see(2, BreakerStatus.OPEN, 5, 10);
        see(9, BreakerStatus.OPEN, 5, 10);
        see(10, BreakerStatus.HALF_OPEN, 5, -1);
        see(lastHalfOpen, BreakerStatus.HALF_OPEN, 5, -1);
        see(closed, BreakerStatus.CLOSED, 0, -1);

        assertThat(judge(10, closed).result()).isEqualTo(expected);
    }

    @Test
    void oneThatIsStillOpenAfterTheLimitIsWrong() {
        see(2, BreakerStatus.OPEN, 5, 200);
        see(129, BreakerStatus.OPEN, 5, 200);
        assertThat(judge(10, 129).result()).isEqualTo(Result.NOT_YET);
        see(131, BreakerStatus.OPEN, 5, 200);
        assertThat(judge(10, 131).result()).isEqualTo(Result.VIOLATED);
    }

    @Test
    void whatWasSeenBeforeTheInjectionDoesNotCount() {
        see(-20, BreakerStatus.OPEN, 1, -5);
        see(-5, BreakerStatus.CLOSED, 0, -1);
        see(1, BreakerStatus.CLOSED, 0, -1);

        assertThat(judge(10, 11).result()).isEqualTo(Result.NOT_YET);
    }

    private void see(double second, BreakerStatus status, int failures, double retry) {
        Optional<Instant> next = retry == -1 ? Optional.empty() : Optional.of(at(retry));
        course = course.seen(new Breaker(status, failures, 5, next, Optional.empty()), at(second));
    }

    private Observation judge(double ended, double now) {
        return CYCLE.judge(course, INJECTED, ended < 0 ? Optional.empty() : Optional.of(at(ended)), at(now));
    }

    private static Instant at(double second) {
        return INJECTED.plus(Duration.ofMillis(Math.round(second * 1000)));
    }
}
