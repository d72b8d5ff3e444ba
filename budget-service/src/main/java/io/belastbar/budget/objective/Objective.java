package io.belastbar.budget.objective;

/** One promise of a budget: a metric and its limit. */
public sealed interface Objective permits EndpointObjective, DatabaseObjective {

    /** The budget's key, for example {@code target_response_time_p95}. */
    String metric();

    /** The limit as a sentence part with unit, for example {@code ≤ 500 ms}. */
    String limitText();
}
