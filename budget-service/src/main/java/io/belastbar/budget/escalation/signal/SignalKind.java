package io.belastbar.budget.escalation.signal;

import io.belastbar.budget.escalation.signal.SignalField.Amount;
import io.belastbar.budget.escalation.signal.SignalField.Choice;
import io.belastbar.budget.escalation.signal.SignalField.Text;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What rules listen to, by the word that a document uses in {@code on}, and the fields that conditions ask for. */
public enum SignalKind {
    FINDING(
            "finding",
            texts("category", "source", "component", "title", "description", "responsible", "fingerprint"),
            Map.of()),
    BREAKER(
            "circuit-breaker.transitioned",
            texts("breaker", "instance"),
            Map.of(
                    "from", Choice.of(BreakerStatus.class),
                    "to", Choice.of(BreakerStatus.class),
                    "failureCount", Amount.NUMBER)),
    CAPACITY_LIMIT(
            "capacity.limit-approaching",
            texts("metric", "action"),
            Map.of("daysLeft", Amount.NUMBER, "limit", Amount.NUMBER, "current", Amount.NUMBER)),
    GAME_DAY(
            "game-day.finished",
            texts("runbook"),
            Map.of(
                    "outcome",
                    new Choice(List.of("PASSED", "COMPLETED", "FAILED", "INCONCLUSIVE", "ABORTED")),
                    "recoveryTime",
                    Amount.TIME,
                    "recoveryPoint",
                    Amount.TIME,
                    "lostRows",
                    Amount.NUMBER)),
    REGRESSION(
            "budget.regressed",
            texts("subject", "metric", "scenario", "toVersion"),
            Map.of("changePercent", Amount.NUMBER, "before", Amount.NUMBER, "after", Amount.NUMBER));

    private static final String EVIDENCE = "evidence.";

    private final String text;
    private final Map<String, SignalField> fields;

    SignalKind(String text, Map<String, SignalField> texts, Map<String, SignalField> others) {
        this.text = text;
        var all = new TreeMap<>(texts);
        all.putAll(others);
        all.put("severity", Choice.of(Severity.class));
        this.fields = all;
    }

    private static Map<String, SignalField> texts(String... names) {
        var fields = new TreeMap<String, SignalField>();
        Stream.of(names).forEach(name -> fields.put(name, new Text()));
        return fields;
    }

    public String text() {
        return text;
    }

    /** What a field of this name may hold; empty if no signal of this kind has one. */
    public Optional<SignalField> field(String name) {
        return this == FINDING && name.startsWith(EVIDENCE) && name.length() > EVIDENCE.length()
                ? Optional.of(new SignalField.Any())
                : Optional.ofNullable(fields.get(name));
    }

    /** The names of the fields, for a person. */
    public String fieldNames() {
        return String.join(", ", fields.keySet()) + (this == FINDING ? ", evidence.<key>" : "");
    }

    /** The kind of this word. */
    public static Optional<SignalKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
