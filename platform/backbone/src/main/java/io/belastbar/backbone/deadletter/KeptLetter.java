package io.belastbar.backbone.deadletter;

import io.belastbar.backbone.envelope.ReceivedMessage;

/**
 * A dead letter with everything that a replay needs.
 *
 * @param handler who could not apply it; null where nobody could read it
 */
public record KeptLetter(long id, ReceivedMessage message, String handler, boolean replayed) {}
