package io.belastbar.backbone.inbox;

import io.belastbar.backbone.envelope.CloudEventHeaders;
import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.backbone.envelope.UnreadableEvent;
import io.belastbar.contracts.EventType;
import java.util.Optional;
import java.util.Set;

/** What a received message means to this service. */
public sealed interface InboundMessage {

    /** An event that a handler of this service wants. */
    record Event(ReceivedMessage message, EventEnvelope event) implements InboundMessage {}

    /** A type that this version does not know, or that no handler here wants. */
    record Ignored(ReceivedMessage message) implements InboundMessage {}

    /** A message that claims to be one of ours and cannot be read. */
    record Undecodable(ReceivedMessage message, UnreadableEvent reason) implements InboundMessage {}

    /** Reads a message; {@code wanted} are the types that have a handler. */
    static InboundMessage of(ReceivedMessage message, Set<EventType> wanted) {
        try {
            String typeName = CloudEventHeaders.typeName(message);
            Optional<EventType> type = EventType.byTypeName(typeName).filter(wanted::contains);
            if (type.isEmpty()) {
                return new Ignored(message);
            }
            return new Event(message, CloudEventHeaders.read(type.get(), message));
        } catch (UnreadableEvent reason) {
            return new Undecodable(message, reason);
        }
    }
}
