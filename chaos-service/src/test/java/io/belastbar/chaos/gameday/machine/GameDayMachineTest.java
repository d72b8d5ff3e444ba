package io.belastbar.chaos.gameday.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.chaos.gameday.machine.Decision.BeginExercise;
import io.belastbar.chaos.gameday.machine.Decision.ClearFaults;
import io.belastbar.chaos.gameday.machine.Decision.Do;
import io.belastbar.chaos.gameday.machine.Decision.LeaveOff;
import io.belastbar.chaos.gameday.machine.Decision.LookAt;
import io.belastbar.chaos.gameday.machine.Decision.ProveSteadyState;
import io.belastbar.chaos.gameday.machine.Decision.RaiseAlarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GameDayMachineTest {
    private static final Map<String, String> NOTHING = Map.of();

    private final Play play = new Play(Play.plan(false));

    @Test
    void everythingAsExpectedIsPassed() {
        assertThat(play.hear(new Happening.Begun())).containsExactly(new Do(Part.PREPARATION, 0));
        assertThat(play.hear(new Happening.Done(Part.PREPARATION, 0, NOTHING))).isEmpty();
        assertThat(play.after(599)).isEmpty();
        assertThat(play.after(1)).containsExactly(new ProveSteadyState(Duration.ofSeconds(30)));
        assertThat(play.hear(new Happening.Steady(true, NOTHING)))
                .containsExactly(new BeginExercise(), new Do(Part.EXERCISE, 0));
        assertThat(play.hear(new Happening.Done(Part.EXERCISE, 0, NOTHING)))
                .containsExactly(new LookAt(0, play.now, Duration.ofMinutes(2)));
        play.hear(new Happening.Looked(0, Seen.MET, NOTHING));
        assertThat(play.after(299)).isEmpty();
        assertThat(play.after(1)).containsExactly(new Do(Part.EXERCISE, 1));
        assertThat(play.hear(new Happening.Done(Part.EXERCISE, 1, NOTHING)))
                .containsExactly(new LeaveOff(), new ClearFaults());
        assertThat(play.hear(new Happening.Cleared(true, ""))).containsExactly(new Do(Part.ROLLBACK, 0));
        assertThat(play.hear(new Happening.Done(Part.ROLLBACK, 0, NOTHING)))
                .containsExactly(new ProveSteadyState(Duration.ofMinutes(2)));
        play.hear(new Happening.Steady(true, NOTHING));

        assertThat(play.course.outcome()).contains(Outcome.PASSED);
        assertThat(play.told()).endsWith(Note.Kind.REGAINED, Note.Kind.PHASE_ENTERED, Note.Kind.GAME_DAY_ENDED);
    }

    /** chaostoolkit #168. */
    @Test
    void withoutItsSteadyStateNothingIsInjectedAndNothingRolledBack() {
        play.hear(new Happening.Begun());
        play.hear(new Happening.Done(Part.PREPARATION, 0, NOTHING));
        play.after(600);

        play.hear(new Happening.Steady(false, NOTHING));

        assertThat(play.course.outcome()).contains(Outcome.ABORTED);
        assertThat(play.decisions).noneMatch(each -> each instanceof ClearFaults || each instanceof BeginExercise);
        assertThat(play.decisions).doesNotContain(new Do(Part.EXERCISE, 0), new Do(Part.ROLLBACK, 0));
    }

    /** chaostoolkit #195. */
    @Test
    void aFailingActionIsUndoneAtOnce() {
        play.broken();
        play.after(300);

        assertThat(play.hear(new Happening.NotDone(Part.EXERCISE, 1, "no standby")))
                .containsExactly(new LeaveOff(), new ClearFaults());
        play.undone().hear(new Happening.Steady(true, NOTHING));
        assertThat(play.course.outcome()).contains(Outcome.FAILED);
    }

    @Test
    void aFaultThatCouldNotBeInjectedSaysNothingOfTheSystem() {
        play.running();

        assertThat(play.hear(new Happening.NotDone(Part.EXERCISE, 0, "refused")))
                .contains(new ClearFaults());
        play.undone().hear(new Happening.Steady(true, NOTHING));
        assertThat(play.course.outcome()).contains(Outcome.ABORTED);
    }

    @Test
    void aStopConditionEndsTheRunInTheSameTurn() {
        play.broken();

        assertThat(play.hear(new Happening.StopConditionMet("errors", NOTHING)))
                .containsExactly(new LeaveOff(), new ClearFaults());
        play.undone().hear(new Happening.Steady(true, NOTHING));
        assertThat(play.course.outcome()).contains(Outcome.FAILED);
        assertThat(play.course.verdict().reason()).isEqualTo("stop condition errors");
    }

    /** litmus #4991: whatever is under way, the taking back waits for nothing, and is begun once. */
    @ParameterizedTest
    @EnumSource(Under.class)
    void aStopConditionAndAnAbortTakeTheFaultsBackWithinTwoSecondsWhateverIsUnderWay(Under way) {
        for (Happening end : List.of(
                new Happening.StopConditionMet("errors", NOTHING),
                new Happening.Aborted("petra", "rain"),
                new Happening.StoreLost())) {
            Play run = way.play();
            Instant seen = run.now;

            assertThat(run.hear(end)).containsExactly(new LeaveOff(), new ClearFaults());
            assertThat(run.hear(new Happening.StopConditionMet("latency", NOTHING)))
                    .isEmpty();
            assertThat(run.hear(new Happening.Done(Part.EXERCISE, 1, NOTHING))).isEmpty();
            run.after(1);
            run.hear(new Happening.Cleared(true, ""));

            assertThat(Duration.between(seen, run.now)).isLessThan(Duration.ofSeconds(2));
            assertThat(run.course.phase()).isEqualTo(Phase.ROLLING_BACK);
            assertThat(run.decisions.stream().filter(ClearFaults.class::isInstance))
                    .hasSize(1);
        }
    }

    /** What a game day may be at when it is to end. */
    enum Under {
        AN_INJECTION {
            @Override
            Play play() {
                return new Play(Play.plan(false)).running();
            }
        },
        A_PAUSE {
            @Override
            Play play() {
                return new Play(Play.plan(false)).broken();
            }
        },
        A_STEP_THAT_HANGS {
            @Override
            Play play() {
                Play play = new Play(Play.plan(false)).broken();
                play.after(300);
                play.after(59);
                return play;
            }
        },
        A_CONFIRMATION {
            @Override
            Play play() {
                Play play = new Play(Play.plan(false, Play.item("look", 301, Plan.Kind.CONFIRM))).broken();
                play.after(300);
                play.hear(new Happening.Done(Part.EXERCISE, 1, NOTHING));
                play.after(1);
                return play;
            }
        },
        AN_EXPECTATION {
            @Override
            Play play() {
                Play play = new Play(Play.plan(false)).broken();
                play.after(300);
                play.hear(new Happening.Done(Part.EXERCISE, 1, NOTHING));
                return play;
            }
        };

        abstract Play play();
    }

    /** chaostoolkit-lib #94. */
    @Test
    void aSteadyStateThatIsNotRegainedIsAFailureWithAnAlarmEvenOfAnAbortedDay() {
        play.broken().hear(new Happening.Aborted("petra", ""));
        play.undone();

        assertThat(play.hear(new Happening.Steady(false, NOTHING))).containsExactly(new RaiseAlarm());
        assertThat(play.course.outcome()).contains(Outcome.FAILED);
    }

    @Test
    void theOwnDatabaseAwayAbortsAndUndoes() {
        assertThat(play.broken().hear(new Happening.StoreLost())).containsExactly(new LeaveOff(), new ClearFaults());
        play.undone().hear(new Happening.Steady(true, NOTHING));
        assertThat(play.course.outcome()).contains(Outcome.ABORTED);
    }

    @Test
    void anAbortBeforeTheExerciseUndoesNothing() {
        play.hear(new Happening.Begun());

        assertThat(play.hear(new Happening.Aborted("petra", "rain"))).containsExactly(new LeaveOff());
        assertThat(play.course.outcome()).contains(Outcome.ABORTED);
    }

    @Test
    void anUndoingIsNeverAborted() {
        play.broken().hear(new Happening.Aborted("petra", ""));

        assertThat(play.hear(new Happening.Aborted("paul", ""))).isEmpty();
        assertThat(play.hear(new Happening.StoreLost())).isEmpty();
        assertThat(play.hear(new Happening.Cleared(true, ""))).containsExactly(new Do(Part.ROLLBACK, 0));
    }

    @Test
    void aManualStepWaitsForItsConfirmation() {
        Play manual = new Play(Play.plan(false, Play.item("look", 301, Plan.Kind.CONFIRM)));
        manual.broken().hear(new Happening.Looked(0, Seen.MET, NOTHING));
        manual.after(300);
        manual.hear(new Happening.Done(Part.EXERCISE, 1, NOTHING));
        manual.after(1);
        assertThat(manual.told()).endsWith(Note.Kind.CONFIRMATION_AWAITED);
        assertThat(manual.after(59)).isEmpty();

        assertThat(manual.hear(new Happening.Confirmed(Part.EXERCISE, 2, "dana", true, "fine")))
                .containsExactly(new LeaveOff(), new ClearFaults());
        assertThat(manual.course.verdict().outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void aManualStepThatNobodyConfirmsInTimeFails() {
        Play manual = new Play(Play.plan(false, Play.item("look", 300, Plan.Kind.CONFIRM)));
        manual.broken();
        manual.after(300);
        manual.hear(new Happening.Done(Part.EXERCISE, 1, NOTHING));

        assertThat(manual.after(61)).containsExactly(new LeaveOff(), new ClearFaults());
        assertThat(manual.course.verdict().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aManualStepFailsAtOnceWhenNobodyIsThere() {
        Play manual = new Play(Play.plan(true, Play.item("look", 300, Plan.Kind.CONFIRM)));
        manual.broken();
        manual.after(300);

        assertThat(manual.hear(new Happening.Done(Part.EXERCISE, 1, NOTHING)))
                .containsExactly(new LeaveOff(), new ClearFaults());
        assertThat(manual.course.verdict().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aConfirmationOfAnotherStepIsNotHeard() {
        play.broken();
        Course before = play.course;

        play.hear(new Happening.Confirmed(Part.EXERCISE, 0, "dana", true, ""));

        assertThat(play.course).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = Seen.class,
            names = {"MISSED", "UNKNOWN"})
    void anExpectationThatIsNotMetLetsTheRunGoOnAndCounts(Seen result) {
        play.broken();
        assertThat(play.hear(new Happening.Looked(0, result, NOTHING))).isEmpty();
        play.after(300);
        play.hear(new Happening.Done(Part.EXERCISE, 1, NOTHING));
        play.undone().hear(new Happening.Steady(true, NOTHING));

        assertThat(play.course.outcome()).contains(result == Seen.MISSED ? Outcome.FAILED : Outcome.INCONCLUSIVE);
    }

    @Test
    void theRunWaitsForWhatIsStillLookedAt() {
        play.broken();
        play.after(300);
        assertThat(play.hear(new Happening.Done(Part.EXERCISE, 1, NOTHING))).isEmpty();

        assertThat(play.hear(new Happening.Looked(0, Seen.MET, NOTHING)))
                .containsExactly(new LeaveOff(), new ClearFaults());
    }

    @Test
    void anotherInstanceUndoesAnExerciseThatItTakesUp() {
        play.broken();

        assertThat(play.hear(new Happening.Resumed("chaos-2"))).containsExactly(new LeaveOff(), new ClearFaults());
        play.undone().hear(new Happening.Steady(true, NOTHING));
        assertThat(play.course.outcome()).contains(Outcome.ABORTED);
    }

    @Test
    void anotherInstanceGoesOnWithPreparationProofAndUndoing() {
        play.hear(new Happening.Begun());
        assertThat(play.hear(new Happening.Resumed("b"))).containsExactly(new Do(Part.PREPARATION, 0));
        play.hear(new Happening.Done(Part.PREPARATION, 0, NOTHING));
        play.after(600);
        assertThat(play.hear(new Happening.Resumed("b"))).containsExactly(new ProveSteadyState(Duration.ofSeconds(30)));
        play.hear(new Happening.Steady(true, NOTHING));
        play.hear(new Happening.Aborted("petra", ""));
        play.hear(new Happening.Cleared(true, ""));
        assertThat(play.hear(new Happening.Resumed("b"))).containsExactly(new ClearFaults());
        play.undone();
        assertThat(play.hear(new Happening.Resumed("b"))).containsExactly(new ProveSteadyState(Duration.ofMinutes(2)));
    }

    @Test
    void faultsThatCouldNotBeTakenBackLetTheRollbackGoOnAndFail() {
        play.broken().hear(new Happening.Aborted("petra", ""));

        assertThat(play.hear(new Happening.Cleared(false, "no answer"))).containsExactly(new Do(Part.ROLLBACK, 0));
        assertThat(play.course.verdict().failed()).isTrue();
    }

    @Test
    void whatHangsIsGivenUp() {
        play.running();
        assertThat(play.after(60 + 16)).containsExactly(new LeaveOff(), new ClearFaults());
        assertThat(play.after(61)).containsExactly(new Do(Part.ROLLBACK, 0));
        assertThat(play.after(60 + 16)).containsExactly(new ProveSteadyState(Duration.ofMinutes(2)));
        assertThat(play.after(120 + 16)).containsExactly(new RaiseAlarm());
        assertThat(play.course.isOver()).isTrue();
    }

    @Test
    void aClockThatGoesBackBeginsNothingTwice() {
        play.broken();
        play.after(300);
        int before = play.decisions.size();

        play.after(-300);
        play.after(300);

        assertThat(play.decisions).hasSize(before);
    }

    @Test
    void whatIsOverStaysOver() {
        play.hear(new Happening.Aborted("petra", ""));
        Course over = play.course;

        for (Happening late : List.of(
                new Happening.Begun(), new Happening.Clock(), new Happening.Resumed("b"), new Happening.StoreLost())) {
            assertThat(play.hear(late)).isEmpty();
        }
        assertThat(play.course).isEqualTo(over);
    }
}
