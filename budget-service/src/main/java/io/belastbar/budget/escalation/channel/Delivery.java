package io.belastbar.budget.escalation.channel;

import io.belastbar.budget.escalation.message.Notice;
import java.util.UUID;

/** A message and whom it is for. */
public record Delivery(UUID id, Receiver receiver, Notice notice) {}
