package io.belastbar.backbone.envelope;

/** A message is not an event that this version can read; the message of the exception says what is wrong with it. */
public class UnreadableEvent extends RuntimeException {

    UnreadableEvent(String reason) {
        super(reason);
    }

    UnreadableEvent(String reason, Throwable cause) {
        super(reason, cause);
    }
}
