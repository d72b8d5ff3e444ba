package io.belastbar.budget.escalation.trial;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What came of a test message.
 *
 * @param delivered whether the receiver took it
 * @param signed whether it carried a signature; only webhooks do
 * @param problem why it was not taken; absent if it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tried(String role, String channel, String name, boolean delivered, boolean signed, String problem) {}
