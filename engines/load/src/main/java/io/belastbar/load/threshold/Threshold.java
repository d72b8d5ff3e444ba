package io.belastbar.load.threshold;

import java.time.Duration;

/**
 * A condition that a run must keep.
 *
 * @param metric from when times count; without meaning for what is counted
 * @param window whole seconds; the condition must hold in every window of this length. Null: over the whole run
 * @param abortOnFail whether the run ends as soon as it is broken
 * @param delay before which a breach does not end the run
 * @param origin who asked for it
 */
public record Threshold(
        Scope on,
        Condition condition,
        TimeBasis metric,
        Duration window,
        boolean abortOnFail,
        Duration delay,
        Origin origin) {

    /** Who asked for a threshold. */
    public enum Origin {
        SCENARIO,
        BUDGET
    }

    /** Over the whole run, on response times. */
    public static Threshold of(Scope on, Condition condition, Origin origin) {
        return new Threshold(on, condition, TimeBasis.RESPONSE, null, false, Duration.ZERO, origin);
    }

    public String expression() {
        return condition.text();
    }

    /** Unique among different thresholds: {@code GET_employees: service p(95)<500 in every 30 s}. */
    public String name() {
        String scope = on.text().isEmpty() ? "" : on.text() + ": ";
        String basis = condition.measure().time() && metric == TimeBasis.SERVICE ? "service " : "";
        String every = window == null ? "" : " in every " + window.toSeconds() + " s";
        return scope + basis + expression() + every;
    }
}
