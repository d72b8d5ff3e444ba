package io.belastbar.budget.escalation.delivery;

import io.belastbar.budget.escalation.message.Kind;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.UUID;

/**
 * What an escalation's role is to be told.
 *
 * @param repeat 0, or the number of the reminder
 * @param due not before
 */
public record Message(UUID escalation, Kind kind, int repeat, Severity severity, String title, Instant due) {}
