package io.belastbar.backbone.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.backbone.inbox.FailureVerdict.Failure;
import io.belastbar.jobs.retry.BackOff;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureVerdictTest {

    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final int ATTEMPTS_MAX = 5;

    @Test
    void aPoisonMessageIsADeadLetterAtOnceWithItsReason() {
        Failure failure = new Failure(new PoisonMessage("no such run"), null, true);

        assertThat(verdict(failure, 0, 1)).isEqualTo(new FailureVerdict.DeadLetter("no such run"));
    }

    @Test
    void aFailureOnAHealthyDatabaseCountsAsAnAttempt() {
        Failure failure = new Failure(new IllegalStateException("odd"), null, true);

        assertThat(verdict(failure, 0, 1)).isEqualTo(new FailureVerdict.Retry(Duration.ofMillis(100), 1));
    }

    @Test
    void theLastAttemptMakesADeadLetterThatSaysWhy() {
        Failure failure = new Failure(new IllegalStateException("odd"), null, true);

        assertThat(verdict(failure, ATTEMPTS_MAX - 1, 9))
                .isEqualTo(new FailureVerdict.DeadLetter("failed 5 times, last: java.lang.IllegalStateException: odd"));
    }

    @Property
    void whileTheDatabaseIsAwayNothingCountsAgainstTheEvent(
            @ForAll @IntRange(min = 0, max = 4) int attempts,
            @ForAll @IntRange(min = 1, max = 1_000_000) int failures) {
        Failure failure = new Failure(new java.net.ConnectException("refused"), null, false);

        assertThat(verdict(failure, attempts, failures)).isInstanceOfSatisfying(FailureVerdict.Retry.class, retry -> {
            assertThat(retry.attempts()).isEqualTo(attempts);
            assertThat(retry.pause()).isLessThanOrEqualTo(Duration.ofSeconds(5));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "57P01", "57014", "08006", "53300", "25006", "55P03"})
    void aPassingStateOfTheDatabaseNeverMakesADeadLetter(String sqlState) {
        Failure failure = new Failure(new IllegalStateException("database"), sqlState, true);

        assertThat(verdict(failure, ATTEMPTS_MAX - 1, 50)).isInstanceOf(FailureVerdict.Retry.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "22021", "22P05", "23505", "23503", "25P02", "42P01", "54000", "55000", "XX000"})
    void whatPostgresRefusesIsTheMessagesFaultWhetherOrNotItAnswersAMomentLater(String sqlState) {
        Failure healthy = new Failure(new IllegalStateException("database"), sqlState, true);
        Failure awayByNow = new Failure(new IllegalStateException("database"), sqlState, false);

        assertThat(verdict(healthy, ATTEMPTS_MAX - 1, 50)).isInstanceOf(FailureVerdict.DeadLetter.class);
        assertThat(verdict(awayByNow, ATTEMPTS_MAX - 1, 50)).isInstanceOf(FailureVerdict.DeadLetter.class);
    }

    private static FailureVerdict verdict(Failure failure, int attempts, int failures) {
        return FailureVerdict.of(failure, attempts, ATTEMPTS_MAX, failures, BACK_OFF);
    }
}
