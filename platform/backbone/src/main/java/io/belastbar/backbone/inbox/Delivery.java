package io.belastbar.backbone.inbox;

import io.belastbar.backbone.envelope.EventEnvelope;

/** An event on its way to one of the handlers that want it; each handler has its own fate with it. */
public record Delivery(EventEnvelope event, EventHandler handler) {}
