package io.belastbar.budget.escalation.delivery;

import java.util.UUID;

/** A message that is due. */
record Delivery(UUID id, Channel channel, String name, Notice notice) {}
