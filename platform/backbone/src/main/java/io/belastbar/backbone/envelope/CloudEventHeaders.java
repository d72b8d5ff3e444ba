package io.belastbar.backbone.envelope;

import io.belastbar.contracts.EventData;
import io.belastbar.contracts.EventType;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** CloudEvents 1.0 in the binary mode of the Kafka protocol binding: attributes are headers, the data is the value. */
public final class CloudEventHeaders {

    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String TIME = "ce_time";

    private CloudEventHeaders() {}

    /** The headers of an event. */
    public static List<MessageHeader> of(EventEnvelope event) {
        return List.of(
                MessageHeader.of("ce_specversion", "1.0"),
                MessageHeader.of(ID, event.id()),
                MessageHeader.of(SOURCE, event.source().toString()),
                MessageHeader.of(TYPE, event.type().typeName()),
                MessageHeader.of(TIME, event.time().toString()),
                MessageHeader.of("content-type", "application/json"));
    }

    /** The CloudEvents type, known or not; fails with {@link UnreadableEvent} if there is none. */
    public static String typeName(ReceivedMessage message) {
        return require(message, TYPE);
    }

    /** Reads an event of a known type; an {@link UnreadableEvent} tells what is missing or wrong. */
    public static EventEnvelope read(EventType type, ReceivedMessage message) {
        String specVersion = require(message, "ce_specversion");
        if (!specVersion.equals("1.0")) {
            throw new UnreadableEvent("ce_specversion should be 1.0: was " + specVersion);
        }
        String contentType = message.header("content-type").orElse("application/json");
        if (!contentType.startsWith("application/json")) {
            throw new UnreadableEvent("content-type should be application/json: was " + contentType);
        }
        if (message.data() == null) {
            throw new UnreadableEvent("the message has no data");
        }
        EventData data = EventJson.read(type, message.data());
        String key = message.key() == null ? null : message.key().text();
        return new EventEnvelope(require(message, ID), source(message), type, key, time(message), data);
    }

    private static URI source(ReceivedMessage message) {
        String source = require(message, SOURCE);
        try {
            return new URI(source);
        } catch (URISyntaxException e) {
            throw new UnreadableEvent("ce_source should be a URI reference: was " + source, e);
        }
    }

    private static Instant time(ReceivedMessage message) {
        String time = require(message, TIME);
        try {
            return Instant.parse(time);
        } catch (DateTimeException e) {
            throw new UnreadableEvent("ce_time should be an ISO-8601 instant: was " + time, e);
        }
    }

    private static String require(ReceivedMessage message, String name) {
        String value = message.header(name).orElse(null);
        if (value == null || value.isBlank()) {
            throw new UnreadableEvent("the header " + name + " is missing");
        }
        if (value.indexOf(0) >= 0) {
            throw new UnreadableEvent("the header " + name + " holds the character NUL");
        }
        return value;
    }
}
