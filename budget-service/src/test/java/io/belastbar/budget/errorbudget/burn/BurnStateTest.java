package io.belastbar.budget.errorbudget.burn;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.errorbudget.ErrorCounts;
import io.belastbar.budget.errorbudget.ErrorShare;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service whose requests are measured every minute, in virtual time. */
class BurnStateTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int DAY = 24 * 60;

    /** What was told, by the minute at which it was. */
    private record Told(int minute, Speed speed) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target_error_rate: 0.1%",
                "target_error_rate: 1%, window: 7d",
                "target_success_rate: 99.999%",
                "target_success_rate: 95%",
                "target_success_rate: 80%",
                "target_error_rate: 0.1%, window: 1d"
            })
    void anOutageIsToldWithinTheHourAndItsEndWithinTheHourBehind(String promise) {
        var told = told(share(promise), 2 * DAY, 1_000, minute -> minute >= DAY && minute < DAY + 120 ? 1 : 0);

        assertThat(told).hasSizeGreaterThan(1);
        assertThat(told.getFirst().minute()).isBetween(DAY, DAY + 60);
        assertThat(told).anySatisfy(one -> assertThat(one.speed()).isEqualTo(Speed.FAST));
        assertThat(told.getLast().speed()).isNotEqualTo(Speed.FAST);
        assertThat(told.stream().filter(one -> one.speed() == Speed.FAST)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0.1%, 0.0009", "1%, 0.009", "20%, 0.19", "0.1%, 0.001"})
    void whatIsAllowedIsNeverToldOf(String limit, double rate) {
        assertThat(told(share("target_error_rate: " + limit), 5 * DAY, 1_000, minute -> rate))
                .isEmpty();
    }

    @Test
    void aSteadyDoubleRateIsToldOnceAsSlow() {
        var told = told(share("target_error_rate: 0.1%"), 6 * DAY, 1_000, minute -> minute < DAY ? 0 : 0.002);

        assertThat(told).extracting(Told::speed).containsExactly(Speed.SLOW);
    }

    @Test
    void aRateThatHoversAboutThePairsIsNotToldByTurns() {
        var told =
                told(share("target_error_rate: 0.1%"), 6 * DAY, 1_000, minute -> minute % 10 < 5 ? 0.00098 : 0.00104);

        assertThat(told).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void gettingWorseIsTold() {
        var told = told(share("target_error_rate: 0.1%"), 5 * DAY, 1_000, minute -> minute < 4 * DAY ? 0.002 : 0.05);

        assertThat(told).extracting(Told::speed).containsExactly(Speed.SLOW, Speed.FAST);
        assertThat(told.getLast().minute()).isBetween(4 * DAY, 4 * DAY + 30);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void fewRequestsTellNothing(long perMinute) {
        assertThat(told(share("target_error_rate: 0.1%"), 70, perMinute, minute -> 1))
                .isEmpty();
    }

    @Test
    void twoFailedRequestsTellNothing() {
        assertThat(told(share("target_error_rate: 0.1%"), DAY, 2, minute -> minute == 600 ? 1 : 0))
                .isEmpty();
    }

    @Test
    void silenceIsNoGoodNews() {
        var told = new ArrayList<Told>();
        run(told, share("target_error_rate: 0.1%"), 2 * DAY, minute -> minute < 600 ? 1_000 : 0, minute -> 1);

        assertThat(told).extracting(Told::speed).containsExactly(Speed.FAST);
    }

    @Test
    void aLookThatIsNotNewerChangesNothing() {
        var share = share("target_error_rate: 0.1%");
        var outage = Burning.of(share, window -> new ErrorCounts(1_000, 1_000, 0));
        var fine = Burning.of(share, window -> new ErrorCounts(1_000, 0, 0));
        var raised = BurnState.START.next(outage, START);

        assertThat(raised.speed()).isEqualTo(Speed.FAST);
        assertThat(raised.next(fine, START)).isEqualTo(raised);
        assertThat(raised.next(fine, START.minusSeconds(3_600))).isEqualTo(raised);
    }

    @Test
    void theFindingNamesEveryPairOfWindowsThatKeepsItRaised() {
        var share = share("target_error_rate: 0.1%, window: 28d");
        var counts = new ErrorCounts(100_000, 50_000, 0);
        var alert = new BurnAlert(
                "shop", Burning.of(share, window -> counts).worst().orElseThrow(), counts);

        assertThat(alert.raised(Speed.FAST, START).description())
                .startsWith("Over 1h and over 5m ")
                .contains("none of these pairs", "1h/5m, 6h/30m, 3d/6h");
    }

    private static List<Told> told(ErrorShare share, int minutes, long perMinute, IntToDoubleFunction rate) {
        var told = new ArrayList<Told>();
        run(told, share, minutes, minute -> perMinute, rate);
        return told;
    }

    private static void run(
            List<Told> told, ErrorShare share, int minutes, IntToDoubleFunction requests, IntToDoubleFunction rate) {
        var sumOfRequests = new double[minutes + 1];
        var sumOfFailed = new double[minutes + 1];
        var state = BurnState.START;
        for (int minute = 0; minute < minutes; minute++) {
            sumOfRequests[minute + 1] = sumOfRequests[minute] + requests.applyAsDouble(minute);
            sumOfFailed[minute + 1] = sumOfFailed[minute] + requests.applyAsDouble(minute) * rate.applyAsDouble(minute);
            int end = minute + 1;
            var next = state.next(
                    Burning.of(share, window -> {
                        int from = (int) Math.max(0, end - window.toMinutes());
                        return new ErrorCounts(
                                Math.round(sumOfRequests[end] - sumOfRequests[from]),
                                sumOfFailed[end] - sumOfFailed[from],
                                0);
                    }),
                    START.plus(Duration.ofMinutes(minute)));
            if (next.speed() != state.speed()) {
                told.add(new Told(minute, next.speed()));
            }
            state = next;
        }
    }

    private static ErrorShare share(String target) {
        return ErrorShare.of(Samples.budget("endpoints: { \"GET /a\": { " + target + " } }")
                        .objectives())
                .findFirst()
                .orElseThrow();
    }
}
