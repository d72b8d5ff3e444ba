package io.belastbar.budget.alert.look;

import static io.belastbar.budget.objective.MetricStatus.CRITICAL;
import static io.belastbar.budget.objective.MetricStatus.OK;
import static io.belastbar.budget.objective.MetricStatus.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AlertStateTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Objective CACHE = Samples.budget(
                    "caches: { settings: { target_hit_ratio: 80%, critical_hit_ratio: 70%, severity: MEDIUM } }")
            .objectives()
            .findFirst()
            .orElseThrow();

    @Test
    void oneBadValueRaisesNothing() {
        assertThat(after(0.9, 0.5).status()).isEqualTo(OK);
        assertThat(after(0.9, 0.5, 0.9, 0.5).status()).isEqualTo(OK);
    }

    @Test
    void twoBadValuesInARowRaise() {
        assertThat(after(0.9, 0.75, 0.75).status()).isEqualTo(WARNING);
        assertThat(after(0.9, 0.5, 0.5).status()).isEqualTo(CRITICAL);
    }

    @Test
    void aWarningAndACriticalInARowAreAWarning() {
        assertThat(after(0.75, 0.5).status()).isEqualTo(WARNING);
        assertThat(after(0.75, 0.5, 0.5, 0.5).status()).isEqualTo(CRITICAL);
    }

    @Test
    void threeGoodValuesInARowResolve() {
        assertThat(after(0.5, 0.5, 0.9, 0.9).status()).isEqualTo(CRITICAL);
        assertThat(after(0.5, 0.5, 0.9, 0.9, 0.9).status()).isEqualTo(OK);
        assertThat(after(0.5, 0.5, 0.9, 0.9, 0.5, 0.9).status()).isEqualTo(CRITICAL);
    }

    @Test
    void aValueThatHoversAboutTheLimitDoesNotResolve() {
        assertThat(after(0.79, 0.79, 0.805, 0.805, 0.805, 0.805).status()).isEqualTo(WARNING);
        assertThat(after(0.79, 0.79, 0.85, 0.85, 0.85).status()).isEqualTo(OK);
    }

    @Property
    void anAlertNeverChangesTwiceWithinTwoValues(
            @ForAll @Size(min = 5, max = 60) List<@DoubleRange(min = 0, max = 1) Double> values) {
        var state = AlertState.start(START);
        int sinceChange = Integer.MAX_VALUE;
        for (int i = 0; i < values.size(); i++) {
            var next = state.next(CACHE, Values.collected(i, values.get(i)));
            if (next.status() != state.status()) {
                assertThat(sinceChange).isGreaterThanOrEqualTo(AlertState.RAISED_AFTER);
                sinceChange = 0;
            }
            sinceChange = sinceChange == Integer.MAX_VALUE ? sinceChange : sinceChange + 1;
            state = next;
        }
    }

    @Property
    void valuesThatKeepTheLimitNeverRaise(
            @ForAll @Size(max = 60) List<@DoubleRange(min = 0.8, max = 1) Double> values) {
        assertThat(after(values.stream().mapToDouble(Double::doubleValue).toArray())
                        .status())
                .isEqualTo(OK);
    }

    @Test
    void theMessageNamesTheLimitThatIsBroken() {
        var key = new SeriesKey("shop", Subject.of(SubjectKind.CACHE, "settings"), "target_hit_ratio", "");

        assertThat(message(key, 0.5).english()).isEqualTo("settings, hit ratio: 50 %, limit ≥ 70 %");
        assertThat(message(key, 0.75).german()).isEqualTo("settings, Trefferquote: 75 %, Grenze ≥ 80 %");
    }

    private static Sentence message(SeriesKey key, double value) {
        return new Alert(CACHE, key).message(value);
    }

    private static AlertState after(double... values) {
        return Values.after(CACHE, values);
    }
}
