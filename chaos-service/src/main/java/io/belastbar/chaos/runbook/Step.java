package io.belastbar.chaos.runbook;

import java.time.Duration;
import java.util.Optional;

/**
 * One thing that is done at its time.
 *
 * @param at from the beginning of the exercise; negative in the preparation
 * @param by the role that does it; empty if nothing is said
 * @param limit how long it may take; a rehearsal does not shorten it
 */
public record Step(String name, Duration at, Optional<String> by, Duration limit, Deed deed) {}
