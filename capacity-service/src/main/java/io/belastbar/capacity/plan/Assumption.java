package io.belastbar.capacity.plan;

/**
 * A number of a plan that stands for no moment.
 *
 * @param name where it stands: {@code employees_per_mandant.average}, {@code storage.per_mandant}
 * @param unit as of a {@link PlannedFigure}
 */
public record Assumption(String name, double value, String unit, Place at) {}
