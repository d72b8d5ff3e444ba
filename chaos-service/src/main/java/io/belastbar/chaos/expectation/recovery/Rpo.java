package io.belastbar.chaos.expectation.recovery;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.report.Sentence;
import io.belastbar.resilience.measure.DataLoss;
import io.belastbar.resilience.measure.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was acknowledged and lost is not older than a time, as the probe of this game day measured it.
 *
 * @param atMost the target; zero: nothing may be lost
 */
public record Rpo(Duration atMost) implements Expectation {

    public static final String TYPE = "rpo";

    /** Nothing lost is a target, too: {@code at-most: 0s}. */
    public static Optional<Rpo> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, "at-most");
        boolean nothing = fields.optional("at-most")
                .filter(at -> at.text().matches("0\\s*(ms|s|m|min|h)"))
                .isPresent();
        Duration atMost = nothing ? Duration.ZERO : fields.duration("at-most");
        return fields.ifSound(() -> new Rpo(atMost));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sentence sentence() {
        return atMost.isZero()
                ? new Sentence("RPO: nothing is lost", "RPO: nichts geht verloren")
                : new Sentence("RPO: at most " + Rto.text(atMost), "RPO: höchstens " + Rto.text(atMost));
    }

    /** @return UNKNOWN if nobody read what the database has; that it has everything is not assumed */
    public Observation judge(ProbeFigures figures) {
        return switch (figures.dataLoss()) {
            case DataLoss.Known loss ->
                new Observation(
                        Rto.result(Verdict.of(loss, atMost)),
                        new Sentence(
                                loss.rows() + " rows lost, " + Rto.text(loss.time()),
                                loss.rows() + " Zeilen verloren, " + Rto.text(loss.time())),
                        Map.of(
                                "targetMs", Rto.millis(atMost),
                                "rpoMs", Rto.millis(loss.time()),
                                "lostRows", String.valueOf(loss.rows())));
            case DataLoss.Unknown unknown -> unknown(unknown.because());
        };
    }

    private static Observation unknown(DataLoss.Why because) {
        return switch (because) {
            case NO_READ_BACK ->
                Observation.unknown("nobody read what the database has", "niemand hat gelesen, was die Datenbank hat");
            case READ_BACK_TOO_EARLY ->
                Observation.unknown(
                        "the database was read before anything was acknowledged",
                        "die Datenbank wurde gelesen, ehe etwas bestätigt war");
        };
    }
}
