package io.belastbar.load.result;

/**
 * What a result calls one step of a scenario.
 *
 * @param endpoint the budget's key, such as {@code GET /api/v1/employees}
 * @param tag what thresholds and charts call it
 */
public record StepInfo(String name, String endpoint, String tag) {}
