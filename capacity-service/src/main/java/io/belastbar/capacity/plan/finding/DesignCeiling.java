package io.belastbar.capacity.plan.finding;

/**
 * What a system carries as it is built.
 *
 * @param metric whose planned values are held against it: {@code database.qps}
 * @param value beyond which more of the same brings nothing
 * @param shownBy how that is known, in one English sentence
 */
public record DesignCeiling(String metric, double value, String unit, String shownBy) {}
