package io.belastbar.chaos.expectation.alerted;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An alerting system told of an alert in time.
 *
 * @param labels those that it must have; {@code *} in a value stands for any text
 * @param within how long after the injection at most
 */
public record AlertReceived(Map<String, String> labels, Duration within) implements Expectation {

    public static final String TYPE = "alert-received";

    private static final double MS_PER_SECOND = 1_000;

    /** By how much the clocks of two instances of this service may differ: one injects, another is told. */
    static final Duration ERROR_BOUND = Duration.ofMillis(500);

    /** When it was told for the first time; and what senders left out of their messages since. */
    public record Seen(Optional<Instant> receivedAt, Map<String, String> labels, long truncated) {}

    public AlertReceived {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    public static Optional<AlertReceived> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, "labels", "within");
        Map<String, String> labels = fields.texts("labels");
        Duration within = fields.duration("within");
        return fields.ifSound(() -> new AlertReceived(labels, within));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sentence sentence() {
        String wanted = labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(", "));
        return new Sentence(
                "alert received within " + seconds(ReportLanguage.ENGLISH, within) + " s: " + wanted,
                "Alarm binnen " + seconds(ReportLanguage.GERMAN, within) + " s erhalten: " + wanted);
    }

    /**
     * An alert that was told before the injection is not one of it.
     *
     * @param since the injection
     * @return VIOLATED once it is too late, also if it comes then; UNKNOWN if senders left alerts out of their messages
     */
    public Observation judge(Seen seen, Instant since, Instant now) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("withinMs", String.valueOf(within.toMillis()));
        details.put("truncatedAlerts", String.valueOf(seen.truncated()));
        if (seen.receivedAt().isPresent()) {
            Duration after = Duration.between(since, seen.receivedAt().get());
            details.put("afterMs", String.valueOf(after.toMillis()));
            details.put("receivedAt", seen.receivedAt().get().toString());
            seen.labels().forEach((name, value) -> details.put("label." + name, value));
            return new Observation(
                    place(after),
                    new Sentence(
                            "received after " + seconds(ReportLanguage.ENGLISH, after) + " s",
                            "nach " + seconds(ReportLanguage.GERMAN, after) + " s erhalten"),
                    details);
        }
        Duration waited = Duration.between(since, now);
        Result late = seen.truncated() > 0 ? Result.UNKNOWN : Result.VIOLATED;
        return new Observation(
                waited.compareTo(within.plus(ERROR_BOUND)) > 0 ? late : Result.NOT_YET,
                new Sentence(
                        "not received in " + seconds(ReportLanguage.ENGLISH, waited) + " s"
                                + leftOut(seen, " alerts were left out"),
                        "in " + seconds(ReportLanguage.GERMAN, waited) + " s nicht erhalten"
                                + leftOut(seen, " Alarme wurden weggelassen")),
                details);
    }

    private Result place(Duration after) {
        if (after.plus(ERROR_BOUND).compareTo(within) <= 0) {
            return Result.HOLDS;
        }
        return after.minus(ERROR_BOUND).compareTo(within) > 0 ? Result.VIOLATED : Result.UNKNOWN;
    }

    private static String leftOut(Seen seen, String words) {
        return seen.truncated() > 0 ? "; " + seen.truncated() + words : "";
    }

    private static String seconds(ReportLanguage language, Duration duration) {
        return language.number(duration.toMillis() / MS_PER_SECOND, 3);
    }
}
