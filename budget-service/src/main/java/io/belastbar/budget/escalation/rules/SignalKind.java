package io.belastbar.budget.escalation.rules;

import java.util.Arrays;
import java.util.Optional;

/** What rules listen to, by the word that a document uses in {@code on}. */
public enum SignalKind {
    FINDING("finding"),
    BREAKER("circuit-breaker.transitioned"),
    CAPACITY_LIMIT("capacity.limit-approaching"),
    GAME_DAY("game-day.finished"),
    REGRESSION("budget.regressed");

    private final String text;

    SignalKind(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    static Optional<SignalKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
