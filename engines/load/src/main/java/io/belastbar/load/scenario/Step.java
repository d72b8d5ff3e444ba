package io.belastbar.load.scenario;

/** What a virtual user does next. */
public sealed interface Step permits SendStep, ThinkStep {}
