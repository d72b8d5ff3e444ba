package io.belastbar.capacity.plan;

import java.time.LocalDate;

/**
 * Something that will be built, and what it adds to the load.
 *
 * @param growthFactor of the load with it: 1.3 is 30 % more
 * @param metric which grows; null: the whole load
 * @param by when it is there; null if nobody said
 * @param owner who asked for it; null if nobody said
 */
public record PlannedFeature(String name, double growthFactor, String metric, LocalDate by, String owner, Place at) {}
