package io.belastbar.load.engine;

import static io.belastbar.load.engine.VirtualRun.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.ErrorClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whether a target is there at all. */
class AbsenceTest {

    @ParameterizedTest
    @EnumSource(
            value = ErrorClass.class,
            names = {"CONNECTION_FAILED", "NAME_UNRESOLVED", "TLS_FAILED"})
    void aTargetThatCannotBeReachedIsAbsentForTheReasonOfTheLatestRequest(ErrorClass error) {
        VirtualRun run = failing(error);

        assertThat(run.latest.absence().latest()).isEqualTo(error);
        assertThat(run.latest.absence().requests()).isPositive();
        assertThat(run.latest.lastAnswerNanos()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorClass.class,
            names = {"CONNECTION_CLOSED", "PROTOCOL_ERROR", "BODY_TOO_LARGE", "UNEXPECTED_STATUS"})
    void aTargetThatClosesOrAnswersWronglyIsThere(ErrorClass error) {
        VirtualRun run = failing(error);

        assertThat(run.latest.absence()).isEqualTo(Absence.NONE);
        assertThat(run.latest.lastAnswerNanos()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorClass.class,
            mode = Mode.INCLUDE,
            names = {"TIMEOUT", "OTHER"})
    void whatSaysNothingOfTheTargetIsNeither(ErrorClass error) {
        VirtualRun run = failing(error);

        assertThat(run.latest.absence()).isEqualTo(Absence.NONE);
        assertThat(run.latest.lastAnswerNanos()).isZero();
    }

    private static VirtualRun failing(ErrorClass error) {
        return new VirtualRun("""
                        scenario: s
                        target: t
                        load: { users: 2, duration: 5s }
                        steps: [ { request: GET / } ]
                        """, 1, 10, at -> at + 10 * MS, request -> new Exchange.Failed(error, "x")).whole();
    }
}
