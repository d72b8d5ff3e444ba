package io.belastbar.traces;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A span as it came. Numbers are those of opentelemetry-proto's {@code trace.proto}, {@code common.proto} and
 * {@code resource.proto}; what is not needed here is passed over, as protobuf wants it.
 *
 * @param service {@code service.name} of its resource
 * @param parent empty where it has none
 * @param attributes those that are text or whole numbers
 */
record ReceivedSpan(
        String service,
        String trace,
        String id,
        String parent,
        String name,
        Kind kind,
        boolean failed,
        Map<String, String> attributes) {

    enum Kind {
        UNSPECIFIED,
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    private static final long ERROR = 2;

    /** The spans of an {@code ExportTraceServiceRequest}. */
    static List<ReceivedSpan> of(byte[] request) {
        List<ReceivedSpan> spans = new ArrayList<>();
        for (ProtobufMessage ofService : new ProtobufMessage(request).messages(1)) {
            String service = ofService.messages(1).stream()
                    .map(resource -> attributes(resource, 1).getOrDefault("service.name", ""))
                    .findFirst()
                    .orElse("");
            for (ProtobufMessage scope : ofService.messages(2)) {
                scope.messages(2).forEach(span -> spans.add(span(service, span)));
            }
        }
        return spans;
    }

    private static ReceivedSpan span(String service, ProtobufMessage span) {
        boolean failed = span.messages(15).stream().anyMatch(status -> status.number(3) == ERROR);
        return new ReceivedSpan(
                service,
                hex(span.bytes(1)),
                hex(span.bytes(2)),
                hex(span.bytes(4)),
                span.text(5),
                Kind.values()[(int) span.number(6)],
                failed,
                attributes(span, 9));
    }

    private static Map<String, String> attributes(ProtobufMessage message, int field) {
        Map<String, String> attributes = new HashMap<>();
        for (ProtobufMessage attribute : message.messages(field)) {
            for (ProtobufMessage value : attribute.messages(2)) {
                String text = value.text(1);
                attributes.put(attribute.text(1), text.isEmpty() ? Long.toString(value.number(3)) : text);
            }
        }
        return attributes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
