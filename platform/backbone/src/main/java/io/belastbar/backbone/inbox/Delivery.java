package io.belastbar.backbone.inbox;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.envelope.ReceivedMessage;

/** An event on its way to one of the handlers that want it; each handler has its own fate with it. */
public record Delivery(InboundMessage.Event received, EventHandler handler) {

    public EventEnvelope event() {
        return received.event();
    }

    public ReceivedMessage message() {
        return received.message();
    }
}
