package io.belastbar.backbone.inbox;

/**
 * This message can never be applied, however often it is tried. It goes to {@code <topic>.dlq} at once; the message of
 * the exception is the reason that people will read there.
 */
public class PoisonMessage extends RuntimeException {

    public PoisonMessage(String reason) {
        super(reason);
    }

    public PoisonMessage(String reason, Throwable cause) {
        super(reason, cause);
    }
}
