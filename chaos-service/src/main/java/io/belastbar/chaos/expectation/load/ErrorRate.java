package io.belastbar.chaos.expectation.load;

import io.belastbar.chaos.expectation.Band;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Measured;
import io.belastbar.chaos.expectation.load.LoadFigures.Figures;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Ratio;
import io.belastbar.report.Sentence;
import java.util.Optional;
import java.util.Set;

/** The share of failed requests lies in a band. */
public record ErrorRate(LoadScope scope, Band<Ratio> band) implements LoadExpectation {

    public static final String TYPE = "error-rate";
    private static final double PERCENT = 0.01;

    public static Optional<ErrorRate> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, LoadScope.fieldsAnd("at-least", "at-most"));
        LoadScope scope = LoadScope.read(fields);
        Optional<Band<Ratio>> band = fields.band(ErrorRate::percent);
        return fields.ifSound(() -> new ErrorRate(scope, band.orElseThrow()));
    }

    /** A bare number is refused: 1 might be all or one of a hundred. */
    private static Ratio percent(String text) {
        if (text.strip().matches("[\\d.]*")) {
            throw new InvalidQuantity("a share is a number and % or ‰, as in 25% or 0.1%", text);
        }
        return Ratio.parse(text);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sentence sentence() {
        Sentence in = band.sentence();
        return new Sentence(
                "error rate" + scope.text("each tenant") + ": " + in.english(),
                "Fehlerrate" + scope.text("jeder Mandant") + ": " + in.german());
    }

    @Override
    public Optional<Measured> figure(Figures figures, int seconds) {
        return figures.errorRate();
    }

    @Override
    public Sentence text(double value) {
        return Sentence.of(language -> language.number(value / PERCENT, 2) + "%");
    }

    @Override
    public String key() {
        return "errorPercent";
    }

    @Override
    public double perKey() {
        return PERCENT;
    }
}
