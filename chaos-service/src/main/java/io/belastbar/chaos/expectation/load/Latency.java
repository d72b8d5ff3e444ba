package io.belastbar.chaos.expectation.load;

import io.belastbar.chaos.expectation.Band;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Measured;
import io.belastbar.chaos.expectation.load.LoadFigures.Figures;
import io.belastbar.quantity.TimeSpan;
import io.belastbar.report.Sentence;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A percentile of the response time, counted from the intended start, lies in a band.
 *
 * @param percentile {@code p50}, {@code p90}, {@code p95}, {@code p99} or {@code p99.9}
 */
public record Latency(String percentile, LoadScope scope, Band<TimeSpan> band) implements LoadExpectation {

    public static final String TYPE = "latency";
    private static final Map<String, Double> QUANTILES =
            new TreeMap<>(Map.of("p50", 0.5, "p90", 0.9, "p95", 0.95, "p99", 0.99, "p99.9", 0.999));
    private static final double NANOS_PER_MS = 1e6;

    public static Optional<Latency> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, LoadScope.fieldsAnd("percentile", "at-least", "at-most"));
        String percentile = fields.name("percentile");
        if (!percentile.isBlank() && !QUANTILES.containsKey(percentile)) {
            fields.fault("percentile", "must be one of " + String.join(", ", QUANTILES.keySet()));
        }
        LoadScope scope = LoadScope.read(fields);
        Optional<Band<TimeSpan>> band = fields.band(TimeSpan::parse);
        return fields.ifSound(() -> new Latency(percentile, scope, band.orElseThrow()));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sentence sentence() {
        Sentence in = band.sentence();
        return new Sentence(
                percentile + scope.text("each tenant") + ": " + in.english(),
                percentile + scope.text("jeder Mandant") + ": " + in.german());
    }

    @Override
    public Optional<Measured> figure(Figures figures, int seconds) {
        return figures.response(QUANTILES.get(percentile));
    }

    @Override
    public Sentence text(double value) {
        return Sentence.of(language -> Double.isFinite(value) ? language.number(value / NANOS_PER_MS, 1) + " ms" : "?");
    }

    @Override
    public String key() {
        return percentile + "Ms";
    }

    @Override
    public double perKey() {
        return NANOS_PER_MS;
    }
}
