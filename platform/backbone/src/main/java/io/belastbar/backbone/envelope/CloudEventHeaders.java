package io.belastbar.backbone.envelope;

import io.belastbar.contracts.EventData;
import io.belastbar.contracts.EventType;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** CloudEvents 1.0 in the binary mode of the Kafka protocol binding: attributes are headers, the data is the value. */
public final class CloudEventHeaders {

    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String TIME = "ce_time";

    private CloudEventHeaders() {}

    /** The headers of an event. */
    public static Map<String, String> of(EventEnvelope event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put(ID, event.id());
        headers.put(SOURCE, event.source().toString());
        headers.put(TYPE, event.type().typeName());
        headers.put(TIME, event.time().toString());
        headers.put("content-type", "application/json");
        return headers;
    }

    /** The CloudEvents type, known or not; fails with {@link UnreadableEvent} if there is none. */
    public static String typeName(Map<String, String> headers) {
        return require(headers, TYPE);
    }

    /** Reads an event of a known type; an {@link UnreadableEvent} tells what is missing or wrong. */
    public static EventEnvelope read(EventType type, ReceivedMessage message) {
        Map<String, String> headers = message.headers();
        String specVersion = require(headers, "ce_specversion");
        if (!specVersion.equals("1.0")) {
            throw new UnreadableEvent("ce_specversion should be 1.0: was " + specVersion);
        }
        String contentType = headers.getOrDefault("content-type", "application/json");
        if (!contentType.startsWith("application/json")) {
            throw new UnreadableEvent("content-type should be application/json: was " + contentType);
        }
        if (message.data() == null) {
            throw new UnreadableEvent("the message has no data");
        }
        EventData data = EventJson.read(type, message.data());
        return new EventEnvelope(require(headers, ID), source(headers), type, message.key(), time(headers), data);
    }

    private static URI source(Map<String, String> headers) {
        String source = require(headers, SOURCE);
        try {
            return new URI(source);
        } catch (URISyntaxException e) {
            throw new UnreadableEvent("ce_source should be a URI reference: was " + source, e);
        }
    }

    private static Instant time(Map<String, String> headers) {
        String time = require(headers, TIME);
        try {
            return Instant.parse(time);
        } catch (DateTimeException e) {
            throw new UnreadableEvent("ce_time should be an ISO-8601 instant: was " + time, e);
        }
    }

    private static String require(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null || value.isBlank()) {
            throw new UnreadableEvent("the header " + name + " is missing");
        }
        return value;
    }
}
