package io.belastbar.load.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureLogTest {

    private final FailureLog log = new FailureLog();

    @Test
    void causesOfAStepAreToldApartByClassAndCodeMostFrequentFirst() {
        fail(1, ErrorClass.UNEXPECTED_STATUS, "404", "no such page", 1);
        fail(1, ErrorClass.UNEXPECTED_STATUS, "503", "busy", 2);
        fail(0, ErrorClass.TIMEOUT, "", "late", 1);

        assertThat(log.causes())
                .containsExactly(
                        new FailureCause(0, ErrorClass.TIMEOUT, "", "late", 1),
                        new FailureCause(1, ErrorClass.UNEXPECTED_STATUS, "503", "busy", 2),
                        new FailureCause(1, ErrorClass.UNEXPECTED_STATUS, "404", "no such page", 1));
    }

    @Test
    void theFirstMessageStays() {
        fail(0, ErrorClass.SQL_ERROR, "23505", "first", 1);
        fail(0, ErrorClass.SQL_ERROR, "23505", "second", 1);

        assertThat(log.causes()).containsExactly(new FailureCause(0, ErrorClass.SQL_ERROR, "23505", "first", 2));
    }

    @Test
    void whatIsCountedAgainNeedsNoWords() {
        assertThat(log.counts(0, ErrorClass.TIMEOUT, "")).isFalse();

        log.add(new FailureCause(0, ErrorClass.TIMEOUT, "", "late", 1));

        assertThat(log.counts(0, ErrorClass.TIMEOUT, "")).isTrue();
        assertThat(log.counts(1, ErrorClass.TIMEOUT, "")).isFalse();
        assertThat(log.causes()).containsExactly(new FailureCause(0, ErrorClass.TIMEOUT, "", "late", 2));
    }

    @Test
    void aTargetThatInventsCodesFillsNoMemoryAndNoFailureIsMissing() {
        for (int code = 0; code < 100_000; code++) {
            fail(0, ErrorClass.SQL_ERROR, "X" + code, "m" + code, 1);
            fail(0, ErrorClass.UNEXPECTED_STATUS, "" + code, "m" + code, 1);
        }

        List<FailureCause> causes = log.causes();
        assertThat(causes).hasSizeLessThanOrEqualTo(FailureLog.CODES_MAX + ErrorClass.values().length);
        assertThat(count(causes, ErrorClass.SQL_ERROR)).isEqualTo(100_000);
        assertThat(count(causes, ErrorClass.UNEXPECTED_STATUS)).isEqualTo(100_000);
        assertThat(causes.getFirst().message()).isEqualTo("and others of this kind, with codes of their own");
    }

    @Test
    void whatIsTakenIsCountedOnceAndItsFirstMessageStays() {
        fail(0, ErrorClass.TIMEOUT, "", "first", 3);

        assertThat(log.take()).containsExactly(new FailureCause(0, ErrorClass.TIMEOUT, "", "first", 3));
        assertThat(log.take()).isEmpty();
        fail(0, ErrorClass.TIMEOUT, "", "second", 1);
        assertThat(log.take()).containsExactly(new FailureCause(0, ErrorClass.TIMEOUT, "", "first", 1));
    }

    private void fail(int step, ErrorClass error, String code, String message, int times) {
        log.add(new FailureCause(step, error, code, message, times));
    }

    private static long count(List<FailureCause> causes, ErrorClass error) {
        return causes.stream()
                .filter(cause -> cause.error() == error)
                .mapToLong(FailureCause::count)
                .sum();
    }
}
