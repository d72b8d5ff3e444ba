package io.belastbar.chaos.expectation.load;

import io.belastbar.chaos.expectation.Band;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Measured;
import io.belastbar.chaos.expectation.load.LoadFigures.Figures;
import io.belastbar.quantity.Rate;
import io.belastbar.report.Sentence;
import java.util.Optional;
import java.util.Set;

/** How many requests end in a second, failed ones included, lies in a band. */
public record Throughput(LoadScope scope, Band<Rate> band) implements LoadExpectation {

    public static final String TYPE = "throughput";

    public static Optional<Throughput> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, LoadScope.fieldsAnd("at-least", "at-most"));
        LoadScope scope = LoadScope.read(fields);
        Optional<Band<Rate>> band = fields.band(Rate::parse);
        return fields.ifSound(() -> new Throughput(scope, band.orElseThrow()));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sentence sentence() {
        Sentence in = band.sentence();
        return new Sentence(
                "throughput" + scope.text("each tenant") + ": " + in.english(),
                "Durchsatz" + scope.text("jeder Mandant") + ": " + in.german());
    }

    /** Arrivals scatter: the bound is one standard deviation of a Poisson count. */
    @Override
    public Optional<Measured> figure(Figures figures, int seconds) {
        return seconds == 0
                ? Optional.empty()
                : Optional.of(Measured.within(figures.requestsPerSecond(), Math.sqrt(figures.requests()) / seconds));
    }

    @Override
    public Sentence text(double value) {
        return Sentence.of(language -> language.number(value, 1) + " req/s");
    }

    @Override
    public String key() {
        return "requestsPerSecond";
    }

    @Override
    public double perKey() {
        return 1;
    }
}
