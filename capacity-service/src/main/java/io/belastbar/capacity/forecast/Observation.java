package io.belastbar.capacity.forecast;

import java.time.Instant;

/** A metric's value at a moment. */
public record Observation(Instant at, double value) {}
