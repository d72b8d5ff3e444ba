package io.belastbar.load.scenario;

/** A pause between two requests. */
public record ThinkStep(ThinkTime time) implements Step {}
