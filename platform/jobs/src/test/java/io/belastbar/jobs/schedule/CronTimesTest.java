package io.belastbar.jobs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CronTimesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");
    /** 2026-03-29: 02:00 becomes 03:00. 2026-10-25: 03:00 becomes 02:00. */
    private static final Instant BEFORE_SPRING = Instant.parse("2026-03-28T12:00:00Z");

    private static final Instant BEFORE_AUTUMN = Instant.parse("2026-10-24T12:00:00Z");

    @Test
    void everyNightIsTheSameLocalTimeInWinterAndSummer() {
        assertThat(times("0 4 * * *", BERLIN).after(BEFORE_SPRING, 2))
                .containsExactly(Instant.parse("2026-03-29T02:00:00Z"), Instant.parse("2026-03-30T02:00:00Z"));
        assertThat(times("0 4 * * *", BERLIN).after(BEFORE_AUTUMN, 2))
                .containsExactly(Instant.parse("2026-10-25T03:00:00Z"), Instant.parse("2026-10-26T03:00:00Z"));
    }

    @Test
    void aTimeThatTheClockSkipsFiresWhenItHasSkippedIt() {
        assertThat(times("30 2 * * *", BERLIN).after(BEFORE_SPRING, 2))
                .containsExactly(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void severalSkippedTimesFireOnce() {
        assertThat(times("*/15 1-3 * * *", BERLIN).after(Instant.parse("2026-03-29T00:40:00Z"), 3))
                .containsExactly(
                        Instant.parse("2026-03-29T00:45:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-29T01:15:00Z"));
    }

    @Test
    void aTimeThatTheClockShowsTwiceFiresTheFirstTime() {
        CronTimes times = times("30 2 * * *", BERLIN);

        assertThat(times.after(BEFORE_AUTUMN, 2))
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
        assertThat(times.after(Instant.parse("2026-10-25T01:00:00Z"))).contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void aZoneMaySkipHalfAnHour() {
        assertThat(times("15 2 * * *", LORD_HOWE).after(Instant.parse("2026-10-03T12:00:00Z")))
                .contains(Instant.parse("2026-10-03T15:30:00Z"));
    }

    @Test
    void bothDaysRestrictedMeansEither() {
        assertThat(times("0 0 13 * 5", ZoneOffset.UTC).after(Instant.parse("2026-11-09T00:00:00Z"), 3))
                .containsExactly(
                        Instant.parse("2026-11-13T00:00:00Z"),
                        Instant.parse("2026-11-20T00:00:00Z"),
                        Instant.parse("2026-11-27T00:00:00Z"));
    }

    @Test
    void whatNeverComesNeverFires() {
        assertThat(times("0 0 30 2 *", ZoneOffset.UTC).after(BEFORE_SPRING)).isEmpty();
        assertThat(times("0 0 29 2 *", ZoneOffset.UTC).after(BEFORE_SPRING))
                .contains(Instant.parse("2028-02-29T00:00:00Z"));
    }

    @Test
    void theShortestIntervalIsFoundAcrossHoursAndMidnight() {
        assertThat(interval("*/5 * * * *")).isEqualTo(Duration.ofMinutes(5));
        assertThat(interval("0,1 2 * * *")).isEqualTo(Duration.ofMinutes(1));
        assertThat(interval("0,58 0,23 * * *")).isEqualTo(Duration.ofMinutes(2));
        assertThat(interval("0 2 * * 1")).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void aFaultyExpressionSaysWhatIsWrong() {
        assertThatThrownBy(() -> times("61 * * * *", BERLIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("61");
        assertThatThrownBy(() -> times("0 2 * *", BERLIN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> times("0 0 2 * * *", BERLIN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> times("", BERLIN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The oracle looks at every minute. */
    @Property(tries = 200)
    void theNextTimeIsTheFirstMinuteThatMatches(@ForAll("fields") Fields fields, @ForAll("minutes") long minute) {
        Instant from = Instant.ofEpochSecond(minute * 60);

        Instant next = times(fields.cron(), ZoneOffset.UTC).after(from).orElseThrow();

        LocalDateTime expected = LocalDateTime.ofInstant(from, ZoneOffset.UTC).plusMinutes(1);
        while (!fields.match(expected)) {
            expected = expected.plusMinutes(1);
        }
        assertThat(next).isEqualTo(expected.toInstant(ZoneOffset.UTC));
    }

    record Fields(Set<Integer> minutes, Set<Integer> hours, Set<Integer> days, Set<Integer> weekdays) {

        String cron() {
            return String.join(" ", text(minutes), text(hours), text(days), "*", text(weekdays));
        }

        boolean match(LocalDateTime time) {
            int weekday = time.getDayOfWeek().getValue() % 7;
            boolean day;
            if (days.isEmpty() || weekdays.isEmpty()) {
                day = in(days, time.getDayOfMonth()) && in(weekdays, weekday);
            } else {
                day = days.contains(time.getDayOfMonth()) || weekdays.contains(weekday);
            }
            return day && in(hours, time.getHour()) && in(minutes, time.getMinute());
        }

        private static boolean in(Set<Integer> wanted, int value) {
            return wanted.isEmpty() || wanted.contains(value);
        }

        private static String text(Set<Integer> values) {
            return values.isEmpty()
                    ? "*"
                    : new TreeSet<>(values).stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    @Provide
    Arbitrary<Fields> fields() {
        return Combinators.combine(some(0, 59), some(0, 23), some(1, 28), some(0, 6))
                .as(Fields::new);
    }

    @Provide
    Arbitrary<Long> minutes() {
        return Arbitraries.longs().between(29_000_000, 31_000_000);
    }

    private static Arbitrary<Set<Integer>> some(int from, int to) {
        return Arbitraries.integers().between(from, to).set().ofMinSize(0).ofMaxSize(3);
    }

    private static Duration interval(String cron) {
        return times(cron, BERLIN).shortestInterval(BEFORE_SPRING).orElseThrow();
    }

    private static CronTimes times(String cron, ZoneId zone) {
        return CronTimes.of(cron, zone);
    }
}
