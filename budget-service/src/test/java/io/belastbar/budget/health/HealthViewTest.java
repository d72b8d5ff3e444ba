package io.belastbar.budget.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not known is not true. */
class HealthViewTest {

    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
    private static final Objective SIZE = objective("artefacts: { app: { target_size: 200kB, severity: HIGH } }");
    private static final Objective HITS = objective("caches: { c: { target_hit_ratio: 99.9% } }");
    private static final Objective ERRORS = objective("endpoints: { GET /a: { target_error_rate: < 0.1% } }");
    private static final Objective SHOWN =
            objective("business: { lost: { target_count: 0, severity: HIGH, informational: true } }");

    @Test
    void whatWasNeverMeasuredIsNeitherTrueNorHealthy() {
        var view = view(status(SIZE, 150_000, 60, SeriesPoint.POSTED, 0), never(HITS));

        assertThat(view.checks()).containsEntry("app size", true).containsEntry("c hit_ratio", null);
        assertThat(view.healthy()).isNull();
        assertThat(view.kpis().get(1).reason()).isEqualTo("never measured");
        assertThat(view.kpis().get(1).reasonGerman()).isEqualTo("nie gemessen");
    }

    @Test
    void aFigureThatIsNoLongerCollectedIsStaleAfterAFewIntervalsAndNotAfterADay() {
        assertThat(status(HITS, 1, 119, SeriesPoint.PROMETHEUS, 0).status()).isEqualTo(MetricStatus.OK);
        var stale = status(HITS, 1, 121, SeriesPoint.PROMETHEUS, 0);

        assertThat(stale.status()).isEqualTo(MetricStatus.UNKNOWN);
        assertThat(stale.stale()).isTrue();
        assertThat(stale.why().in(ReportLanguage.ENGLISH)).contains("stale", "collected every 30 s");
        assertThat(stale.why().in(new ReportTime(ReportLanguage.GERMAN, ZoneId.of("Europe/Berlin"))))
                .contains("12:57 MEZ", "alle 30 s");
        assertThat(view(stale).checks()).containsEntry("c hit_ratio", null);
        assertThat(view(stale).kpis().getFirst().observed()).isEqualTo("100%");
        // What is posted comes when it comes.
        assertThat(status(SIZE, 1, 80_000, SeriesPoint.POSTED, 0).stale()).isFalse();
        assertThat(status(SIZE, 1, 90_000, SeriesPoint.POSTED, 0).stale()).isTrue();
    }

    @Test
    void whatIsCriticalIsFalseWhateverElseIsUnknown() {
        var view = view(status(SIZE, 300_000, 60, SeriesPoint.POSTED, 0), never(HITS));

        assertThat(view.checks()).containsEntry("app size", false);
        assertThat(view.healthy()).isFalse();
    }

    @Test
    void aValueThatRestsOnTooLittleSaysNothing() {
        assertThat(status(ERRORS, 0.2, 60, SeriesPoint.RUN, 5_000).status()).isEqualTo(MetricStatus.CRITICAL);
        assertThat(status(ERRORS, 0, 60, SeriesPoint.RUN, 5).status()).isEqualTo(MetricStatus.UNKNOWN);
    }

    @Test
    void theHintSaysWhetherThereAreValues() {
        assertThat(view(never(ERRORS)).hint()).startsWith("Nothing is known yet");
        var few = view(status(ERRORS, 0, 60, SeriesPoint.POSTED, 1_000));
        assertThat(few.hint()).startsWith("Values are there").doesNotContain("send values");
        assertThat(few.kpis().getFirst().reason()).contains("1,000", "2,995");
        assertThat(few.kpis().getFirst().reasonGerman()).contains("1.000", "2.995");
        assertThat(view(status(SIZE, 1, 60, SeriesPoint.POSTED, 0)).hint()).isNull();
    }

    @Test
    void whatIsOnlyShownIsNoCheck() {
        var view = view(status(SIZE, 150_000, 60, SeriesPoint.POSTED, 0), status(SHOWN, 3, 60, SeriesPoint.POSTED, 0));

        assertThat(view.checks()).containsOnlyKeys("app size");
        assertThat(view.healthy()).isTrue();
        assertThat(view.kpis().get(1).informational()).isTrue();
        assertThat(view.kpis().get(1).status()).isEqualTo(MetricStatus.CRITICAL);
    }

    private static HealthView view(PromiseStatus... statuses) {
        return HealthView.of("shop", NOW, Arrays.asList(statuses));
    }

    private static PromiseStatus never(Objective objective) {
        return PromiseStatus.of(objective, null, Duration.ofSeconds(30), null, null, NOW);
    }

    private static PromiseStatus status(Objective objective, double value, long age, String source, long samples) {
        var point = new SeriesPoint(NOW.minusSeconds(age), value, samples, source, null, Map.of());
        var key = SeriesKey.of("shop", objective, SeriesKey.MEASURED);
        return PromiseStatus.of(objective, new LatestPoint(key, point), Duration.ofSeconds(30), null, null, NOW);
    }

    private static Objective objective(String budget) {
        return List.copyOf(Samples.budget(budget).objectives().toList()).getFirst();
    }
}
