package io.belastbar.capacity.forecast;

import java.time.Instant;

/** The value at a horizon, and the interval in which an observation then lies. */
public record Prediction(Instant horizon, double predicted, double lower, double upper) {}
