package io.belastbar.chaos.expectation.recovery;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.quantity.TimeSpan;
import io.belastbar.report.Sentence;
import io.belastbar.resilience.measure.RecoveryTime;
import io.belastbar.resilience.measure.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes were possible again within a time, as the probe of this game day measures it.
 *
 * @param atMost the target
 */
public record Rto(Duration atMost) implements Expectation {

    public static final String TYPE = "rto";

    public static Optional<Rto> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, "at-most");
        Duration atMost = fields.duration("at-most");
        return fields.ifSound(() -> new Rto(atMost));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sentence sentence() {
        return new Sentence("RTO: at most " + text(atMost), "RTO: höchstens " + text(atMost));
    }

    /** @return UNKNOWN if the target lies within the bound, or there is no recovery time */
    public Observation judge(ProbeFigures figures) {
        RecoveryTime measured = figures.recoveryTime();
        if (figures.underWay() && measured instanceof RecoveryTime.NoOutage) {
            return Observation.unknown("no outage was seen yet", "noch war kein Ausfall zu sehen");
        }
        return new Observation(result(Verdict.of(measured, atMost)), sentence(measured), details(measured));
    }

    static Result result(Verdict verdict) {
        return switch (verdict) {
            case MET -> Result.HOLDS;
            case MISSED -> Result.VIOLATED;
            case INCONCLUSIVE -> Result.UNKNOWN;
        };
    }

    private static Sentence sentence(RecoveryTime measured) {
        return switch (measured) {
            case RecoveryTime.Measured rto ->
                rto.bound()
                        .map(bound -> Sentence.verbatim(text(rto.value()) + " ± " + text(bound)))
                        .orElseGet(() -> new Sentence(
                                text(rto.value()) + ", error not known", text(rto.value()) + ", Fehler unbekannt"));
            case RecoveryTime.NoOutage none ->
                new Sentence(
                        "no outage longer than " + text(none.bound()), "kein Ausfall länger als " + text(none.bound()));
            case RecoveryTime.NotReached more ->
                new Sentence(
                        "not reached, more than " + text(more.moreThan()),
                        "nicht erreicht, mehr als " + text(more.moreThan()));
            case RecoveryTime.Unknown unknown ->
                switch (unknown.because()) {
                    case NO_INJECT ->
                        new Sentence("the probe saw no injection", "die Sonde kennt keinen Beginn der Störung");
                    case NO_WRITE_AFTER_INJECT ->
                        new Sentence("no write after the injection", "kein Schreiben nach Beginn der Störung");
                };
        };
    }

    private Map<String, String> details(RecoveryTime measured) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("targetMs", millis(atMost));
        switch (measured) {
            case RecoveryTime.Measured rto -> {
                details.put("rtoMs", millis(rto.value()));
                rto.bound().ifPresent(bound -> details.put("boundMs", millis(bound)));
            }
            case RecoveryTime.NoOutage none -> details.put("boundMs", millis(none.bound()));
            case RecoveryTime.NotReached more -> details.put("rtoMoreThanMs", millis(more.moreThan()));
            case RecoveryTime.Unknown unknown ->
                details.put("because", unknown.because().name());
        }
        return details;
    }

    static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }

    static String text(Duration time) {
        return new TimeSpan(Duration.ofMillis(time.toMillis()).toNanos()).text();
    }
}
