package io.belastbar.budget.escalation.delivery;

import java.util.UUID;

/** A message that is due. {@code attempts} counts this one. */
record Delivery(UUID id, Channel channel, String name, int attempts, Notice notice) {}
