package io.belastbar.chaos.runbook;

import io.belastbar.chaos.expectation.Expectation;
import java.time.Duration;
import java.util.Optional;

/**
 * What must become true.
 *
 * @param after the step from whose end on it is looked at; empty: the first injection
 * @param deadline how long after that it must be so; a rehearsal does not shorten it
 */
public record Expected(String name, Optional<String> after, Duration deadline, Expectation expectation) {}
