package io.belastbar.budget.escalation.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days of events, told in virtual time. */
class CourseTest {

    private static final String BERLIN = "Europe/Berlin";
    private static final String QUIET = "quiet: { from: \"22:00\", to: \"07:00\", except: CRITICAL }";

    @Test
    void noReminderComesBeforeItsMessage() {
        var day = new VirtualDay(BERLIN, "2026-06-01 10:00", "when: '09:00', repeat: 4h", "")
                .signal("2026-06-01 10:00", Severity.HIGH)
                .until("2026-06-04 12:00");

        assertThat(day.told())
                .containsExactly(
                        "2026-06-02 09:00 first HIGH", "2026-06-03 09:00 reminder 1", "2026-06-04 09:00 reminder 2");
    }

    @ParameterizedTest
    @CsvSource({"10min,07:10", "1h,08:00", "4h,11:00"})
    void afterQuietHoursThereIsOneMessageAndThenItsReminders(String repeat, String reminder) {
        var day = new VirtualDay(BERLIN, "2026-06-01 22:30", "repeat: " + repeat, QUIET)
                .signal("2026-06-01 22:30", Severity.HIGH)
                .until("2026-06-02 " + reminder);

        assertThat(day.told()).containsExactly("2026-06-02 07:00 first HIGH", "2026-06-02 " + reminder + " reminder 1");
    }

    @Test
    void remindersDoNotPileUpInQuietHours() {
        var day = new VirtualDay(BERLIN, "2026-06-01 21:45", "repeat: 10min", QUIET)
                .signal("2026-06-01 21:45", Severity.HIGH)
                .until("2026-06-02 07:10");

        assertThat(day.told())
                .containsExactly(
                        "2026-06-01 21:45 first HIGH",
                        "2026-06-01 21:55 reminder 1",
                        "2026-06-02 07:00 reminder 2",
                        "2026-06-02 07:10 reminder 3");
    }

    @Test
    void whatIsCriticalIsToldInQuietHours() {
        var day = new VirtualDay(BERLIN, "2026-06-01 23:00", "repeat: 4h", QUIET)
                .signal("2026-06-01 23:00", Severity.CRITICAL)
                .until("2026-06-02 04:00");

        assertThat(day.told()).containsExactly("2026-06-01 23:00 first CRITICAL", "2026-06-02 03:00 reminder 1");
    }

    @Test
    void whatGetsWorseIsToldAnewAndRemindedFromThen() {
        var day = new VirtualDay(BERLIN, "2026-06-01 10:00", "repeat: 4h", "")
                .signal("2026-06-01 10:00", Severity.MEDIUM)
                .signal("2026-06-01 10:05", Severity.HIGH)
                .signal("2026-06-01 10:10", Severity.MEDIUM)
                .signal("2026-06-01 10:15", Severity.HIGH)
                .until("2026-06-01 14:10");

        assertThat(day.told())
                .containsExactly(
                        "2026-06-01 10:00 first MEDIUM", "2026-06-01 10:05 worse HIGH", "2026-06-01 14:05 reminder 1");
        assertThat(day.escalations()).isEqualTo(1);
    }

    @Test
    void whatGetsWorseInQuietHoursIsStillOneMessageInTheMorningUnlessItIsCritical() {
        var high = new VirtualDay(BERLIN, "2026-06-01 23:00", "repeat: 4h", QUIET)
                .signal("2026-06-01 23:00", Severity.MEDIUM)
                .signal("2026-06-02 01:00", Severity.HIGH)
                .until("2026-06-02 08:00");
        var critical = new VirtualDay(BERLIN, "2026-06-01 23:00", "repeat: 8h", QUIET)
                .signal("2026-06-01 23:00", Severity.MEDIUM)
                .signal("2026-06-02 01:00", Severity.CRITICAL)
                .until("2026-06-02 08:00");

        assertThat(high.told()).containsExactly("2026-06-02 07:00 worse HIGH");
        assertThat(critical.told()).containsExactly("2026-06-02 01:00 worse CRITICAL");
    }

    @Test
    void whoAcknowledgedIsNotRemindedUntilItGetsWorseThanWhatHeSaw() {
        var day = new VirtualDay(BERLIN, "2026-06-01 10:00", "repeat: 1h", "")
                .signal("2026-06-01 10:00", Severity.MEDIUM)
                .acknowledged("2026-06-01 10:30")
                .signal("2026-06-01 12:00", Severity.MEDIUM)
                .signal("2026-06-01 13:00", Severity.HIGH)
                .until("2026-06-01 14:00");

        assertThat(day.told())
                .containsExactly(
                        "2026-06-01 10:00 first MEDIUM", "2026-06-01 13:00 worse HIGH", "2026-06-01 14:00 reminder 1");
    }

    @ParameterizedTest
    @CsvSource({"RESOLVED", "ACCEPTED", "REJECTED"})
    void aClosedFindingStopsItsRemindersAndThatItIsResolvedIsToldOnce(FindingStatus status) {
        var day = new VirtualDay(BERLIN, "2026-06-01 10:00", "repeat: 1h", "")
                .signal("2026-06-01 10:00", Severity.HIGH)
                .finding("2026-06-01 11:30", status)
                .finding("2026-06-01 11:40", status)
                .until("2026-06-03 10:00");

        var before = List.of("2026-06-01 10:00 first HIGH", "2026-06-01 11:00 reminder 1");
        assertThat(day.told())
                .startsWith(before.toArray(String[]::new))
                .hasSize(status == FindingStatus.RESOLVED ? 3 : 2);
        assertThat(day.told().getLast().contains("resolved")).isEqualTo(status == FindingStatus.RESOLVED);
    }

    @Test
    void whatIsOverBeforeAnybodyWasToldIsToldToNobody() {
        var day = new VirtualDay(BERLIN, "2026-06-01 23:00", "repeat: 1h", QUIET)
                .signal("2026-06-01 23:00", Severity.HIGH)
                .finding("2026-06-02 02:00", FindingStatus.RESOLVED)
                .until("2026-06-02 12:00");

        assertThat(day.told()).isEmpty();
    }

    @Test
    void whatComesBackAfterItWasResolvedIsToldAnewThoughItWasToldLately() {
        var day = new VirtualDay(BERLIN, "2026-06-01 10:00", "repeat: 4h", "")
                .signal("2026-06-01 10:00", Severity.HIGH)
                .finding("2026-06-01 10:30", FindingStatus.RESOLVED)
                .signal("2026-06-01 11:00", "2026-06-01 10:20", Severity.HIGH)
                .signal("2026-06-01 12:00", Severity.HIGH)
                .until("2026-06-01 13:00");

        assertThat(day.told())
                .containsExactly(
                        "2026-06-01 10:00 first HIGH", "2026-06-01 10:30 resolved", "2026-06-01 12:00 first HIGH");
    }

    @Test
    void anEndThatIsHeardOfLateDoesNotEndWhatBeganAfterIt() {
        var day = new VirtualDay(BERLIN, "2026-06-01 10:00", "repeat: 4h", "")
                .signal("2026-06-01 10:00", Severity.HIGH)
                .signal("2026-06-01 10:06", Severity.CRITICAL)
                .finding("2026-06-01 10:07", "2026-06-01 10:05", FindingStatus.RESOLVED)
                .until("2026-06-01 14:30");

        assertThat(day.told()).last().isEqualTo("2026-06-01 14:06 reminder 1");
    }

    @Test
    void aCauseThatNobodyAcknowledgesIsOneEscalationForAWeek() {
        var day = new VirtualDay(BERLIN, "2026-06-01 10:00", "repeat: 24h, deduplicate: 24h", "");
        IntStream.range(1, 8).forEach(date -> day.signal("2026-06-0" + date + " 12:00", Severity.HIGH));

        assertThat(day.escalations()).isEqualTo(1);
        assertThat(day.told())
                .hasSize(7)
                .filteredOn(told -> told.contains("first"))
                .hasSize(1);
    }

    @Test
    void withoutRemindersItIsToldAgainWhenItHappensAgainAfterTheTimeOfDeduplicate() {
        var day = new VirtualDay(BERLIN, "2026-06-01 10:00", "deduplicate: 24h", "")
                .signal("2026-06-01 10:00", Severity.HIGH)
                .signal("2026-06-02 09:00", Severity.HIGH)
                .signal("2026-06-02 11:00", Severity.HIGH)
                .signal("2026-06-02 12:00", Severity.HIGH)
                .until("2026-06-04 10:00");

        assertThat(day.told()).containsExactly("2026-06-01 10:00 first HIGH", "2026-06-02 11:00 again HIGH");
    }

    /** On 29 March a day has 23 hours, on 25 October 25. */
    @ParameterizedTest
    @CsvSource({"2026-03-28,2026-03-29,2026-03-30", "2026-10-24,2026-10-25,2026-10-26"})
    void aTimeOfDayStaysThatTimeWhenTheClocksChange(String before, String change, String after) {
        var day = new VirtualDay(BERLIN, before + " 08:00", "when: '09:00', repeat: 24h", "")
                .signal(before + " 08:00", Severity.HIGH)
                .until(after + " 12:00");

        assertThat(day.told())
                .containsExactly(
                        before + " 09:00 first HIGH", change + " 09:00 reminder 1", after + " 09:00 reminder 2");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-28,2026-03-29", "2026-10-24,2026-10-25"})
    void quietHoursAreQuietInTheNightInWhichTheClocksChange(String before, String change) {
        var day = new VirtualDay(BERLIN, before + " 21:00", "repeat: 30min", QUIET)
                .signal(before + " 21:40", Severity.HIGH)
                .until(change + " 07:00");

        assertThat(day.told()).containsExactly(before + " 21:40 first HIGH", change + " 07:00 reminder 1");
    }

    /** Minutes 1, 2, 3 in whatever order they arrive. */
    @ParameterizedTest
    @CsvSource({"1,2,3", "3,1,2", "3,2,1", "2,3,1", "2,1,3", "1,3,2"})
    void eventsOutOfOrderCount(int first, int second, int third) {
        var within = Duration.ofMinutes(2);

        assertThat(Course.often(List.of(), minute(first), 3, within)).isFalse();
        assertThat(Course.often(List.of(minute(first)), minute(second), 3, within))
                .isFalse();
        assertThat(Course.often(List.of(minute(first), minute(second)), minute(third), 3, within))
                .isTrue();
    }

    @Test
    void whatIsFurtherApartThanThePeriodIsNotOften() {
        var within = Duration.ofMinutes(2);

        assertThat(Course.often(List.of(minute(1), minute(4)), minute(2), 3, within))
                .isFalse();
        assertThat(Course.often(List.of(minute(10), minute(11), minute(12)), minute(1), 3, within))
                .isFalse();
        assertThat(Course.often(List.of(minute(1), minute(1)), minute(1), 3, Duration.ZERO))
                .isTrue();
    }

    private static Instant minute(int minute) {
        return Instant.parse("2026-06-01T10:00:00Z").plusSeconds(60L * minute);
    }
}
