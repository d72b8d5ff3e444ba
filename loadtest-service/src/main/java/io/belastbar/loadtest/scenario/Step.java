package io.belastbar.loadtest.scenario;

/** One thing a virtual user does in an iteration. */
public sealed interface Step permits RequestStep, ThinkStep {}
