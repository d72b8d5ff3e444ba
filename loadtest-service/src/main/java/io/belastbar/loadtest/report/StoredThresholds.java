package io.belastbar.loadtest.report;

import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.ThresholdExpression;
import io.belastbar.load.threshold.TimeBasis;
import io.belastbar.loadtest.run.RunOutcome.ThresholdView;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.List;

/**
 * What was found of a run's thresholds at its end, as a report shows it: no report judges a run again, whatever limits
 * and rules hold by then.
 */
final class StoredThresholds {

    private static final String TENANT = "tenant ";

    private StoredThresholds() {}

    static List<ThresholdResult> of(List<ThresholdView> stored) {
        return stored.stream().map(StoredThresholds::of).toList();
    }

    private static ThresholdResult of(ThresholdView stored) {
        Threshold threshold = new Threshold(
                scope(stored),
                ThresholdExpression.parse(stored.expression()).getFirst(),
                basis(stored),
                stored.windowSeconds() == 0 ? null : Duration.ofSeconds(stored.windowSeconds()),
                Boolean.TRUE.equals(stored.abortOnFail()),
                Duration.ofMillis(stored.delayMs() == null ? 0 : stored.delayMs()),
                stored.origin());
        return new ThresholdResult(
                threshold,
                stored.status(),
                stored.observed(),
                stored.margin(),
                stored.marginPercent(),
                stored.samples(),
                stored.worst(),
                new Sentence(stored.sentence(), stored.sentenceGerman()));
    }

    /** Older versions stored what it is about as a text only: {@code list, tenant org_1}. */
    private static Scope scope(ThresholdView stored) {
        if (stored.step() != null || stored.tenant() != null || stored.on().isEmpty()) {
            return new Scope(stored.step(), stored.tenant());
        }
        String on = stored.on();
        if (on.startsWith(TENANT)) {
            return new Scope(null, on.substring(TENANT.length()));
        }
        int comma = on.lastIndexOf(", " + TENANT);
        return comma < 0
                ? Scope.step(on)
                : new Scope(on.substring(0, comma), on.substring(comma + 2 + TENANT.length()));
    }

    private static TimeBasis basis(ThresholdView stored) {
        if (stored.metric() != null) {
            return stored.metric();
        }
        boolean service = stored.name().contains("service " + stored.expression());
        return service ? TimeBasis.SERVICE : TimeBasis.RESPONSE;
    }
}
