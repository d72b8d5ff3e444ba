package io.belastbar.chaos.gameday.store;

import java.time.Instant;

/** @param question its position in the runbook, from 0 */
public record Answer(int question, String answer, String by, Instant at) {}
