package io.belastbar.chaos.gameday.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.gameday.machine.Decision.ClearFaults;
import io.belastbar.chaos.gameday.machine.Decision.EndMeasuring;
import io.belastbar.chaos.gameday.machine.Decision.LeaveOff;
import io.belastbar.chaos.gameday.machine.Decision.RaiseAlarm;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredGameDayTest {
    private static final Map<String, String> NOTHING = Map.of();

    private final Play play = new Play(Play.measured());

    @ParameterizedTest
    @CsvSource({"MET, PASSED", "MISSED, FAILED", "UNKNOWN, INCONCLUSIVE", "OPEN, INCONCLUSIVE"})
    void theMeasuringEndsAfterTheProofAndDecidesWithIt(Seen result, Outcome outcome) {
        exercised();

        assertThat(play.hear(new Happening.Steady(true, NOTHING))).containsExactly(new EndMeasuring());
        assertThat(play.course.isOver()).isFalse();
        play.hear(new Happening.Measured(result, "RTO", Map.of("rtoMs", "1200")));

        assertThat(play.course.outcome()).contains(outcome);
        assertThat(play.told()).containsSubsequence(Note.Kind.REGAINED, Note.Kind.MEASURED, Note.Kind.GAME_DAY_ENDED);
        assertThat(play.notes).anySatisfy(note -> assertThat(note.details()).containsEntry("rtoMs", "1200"));
    }

    @Test
    void theAlarmDoesNotWaitForTheMeasuring() {
        exercised();

        assertThat(play.hear(new Happening.Steady(false, NOTHING)))
                .containsExactly(new RaiseAlarm(), new EndMeasuring());
        play.hear(new Happening.Measured(Seen.MET, "", NOTHING));
        assertThat(play.course.outcome()).contains(Outcome.FAILED);
    }

    @Test
    void aMeasuringThatHangsIsUnknown() {
        exercised();
        play.hear(new Happening.Steady(true, NOTHING));

        play.after(180 + 15);
        assertThat(play.course.isOver()).isFalse();
        play.after(1);

        assertThat(play.course.outcome()).contains(Outcome.INCONCLUSIVE);
        assertThat(play.course.verdict().reason()).isEqualTo("measuring");
    }

    @Test
    void anotherInstanceEndsTheMeasuringThatItTakesUp() {
        exercised();
        play.hear(new Happening.Steady(true, NOTHING));

        assertThat(play.hear(new Happening.Resumed("chaos-2"))).containsExactly(new EndMeasuring());
    }

    @Test
    void anAbortedExerciseIsMeasuredAndStaysAborted() {
        play.broken().hear(new Happening.Aborted("petra", ""));
        play.undone();

        assertThat(play.hear(new Happening.Steady(true, NOTHING))).containsExactly(new EndMeasuring());
        play.hear(new Happening.Measured(Seen.MISSED, "RTO", NOTHING));
        assertThat(play.course.outcome()).contains(Outcome.ABORTED);
    }

    @Test
    void aResultBeforeItsTimeOrTwiceChangesNothing() {
        play.broken();
        Course running = play.course;

        assertThat(play.hear(new Happening.Measured(Seen.MISSED, "RTO", NOTHING)))
                .isEmpty();

        assertThat(play.course).isEqualTo(running);
        exercisedFrom();
        play.hear(new Happening.Steady(true, NOTHING));
        // A proof that comes late.
        assertThat(play.hear(new Happening.Steady(false, NOTHING))).isEmpty();
        play.hear(new Happening.Measured(Seen.MET, "", NOTHING));
        play.hear(new Happening.Measured(Seen.MISSED, "RTO", NOTHING));
        assertThat(play.course.outcome()).contains(Outcome.PASSED);
    }

    private void exercised() {
        play.broken();
        exercisedFrom();
    }

    private void exercisedFrom() {
        play.hear(new Happening.Looked(0, Seen.MET, NOTHING));
        play.after(300);
        assertThat(play.hear(new Happening.Done(Part.EXERCISE, 1, NOTHING)))
                .containsExactly(new LeaveOff(), new ClearFaults());
        play.undone();
    }
}
