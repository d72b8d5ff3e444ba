package io.belastbar.backbone.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.contracts.EventData;
import io.belastbar.contracts.EventSchema;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.FindingStatusChanged;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventHeadersTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30.123Z");
    private static final MessagePosition POSITION = new MessagePosition("topic", 0, 7, TIME);

    @ParameterizedTest
    @EnumSource(EventType.class)
    void everyEventSurvivesTheWayThroughKafka(EventType type) throws IOException {
        EventEnvelope sent = envelope(sample(type));

        EventEnvelope received = CloudEventHeaders.read(type, message(sent));

        assertThat(received).isEqualTo(sent);
    }

    @Test
    void theAttributesAreHeadersOfTheBinaryMode() throws IOException {
        EventEnvelope event = envelope(sample(EventType.FINDING_RAISED));

        assertThat(CloudEventHeaders.of(event))
                .containsExactly(
                        MessageHeader.of("ce_specversion", "1.0"),
                        MessageHeader.of("ce_id", "event-1"),
                        MessageHeader.of("ce_source", "/belastbar/budget-service"),
                        MessageHeader.of("ce_type", "finding.raised.v1"),
                        MessageHeader.of("ce_time", "2026-11-20T10:15:30.123Z"),
                        MessageHeader.of("content-type", "application/json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"title\":\"a\\u0000b\"", "\"evidence\":{\"a\\u0000b\":\"c\"}", "\"references\":[\"\\u0000\"]"})
    void aTextWithNulIsUnreadableWhereverItStands(String field) throws IOException {
        ReceivedMessage whole = message(envelope(sample(EventType.FINDING_RAISED)));
        String data = new String(whole.data(), StandardCharsets.UTF_8);
        byte[] poisoned = (data.substring(0, data.length() - 1) + "," + field + "}").getBytes(StandardCharsets.UTF_8);

        assertUnreadable(with(whole.headers(), poisoned), "the data of finding.raised.v1 holds the character NUL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_time"})
    void anAttributeWithNulIsUnreadable(String header) throws IOException {
        ReceivedMessage whole = message(envelope(sample(EventType.FINDING_RAISED)));
        List<MessageHeader> headers = new ArrayList<>(whole.headers());
        headers.replaceAll(any -> any.name().equals(header) ? MessageHeader.of(header, "a\u0000b") : any);

        assertUnreadable(with(headers, whole.data()), "the header " + header + " holds the character NUL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_source", "ce_time"})
    void aMissingAttributeIsNamed(String header) throws IOException {
        ReceivedMessage whole = message(envelope(sample(EventType.FINDING_RAISED)));
        List<MessageHeader> headers = new ArrayList<>(whole.headers());
        headers.removeIf(any -> any.name().equals(header));

        assertUnreadable(with(headers, whole.data()), "the header " + header + " is missing");
    }

    @Test
    void aTimeThatIsNoInstantIsRefused() throws IOException {
        ReceivedMessage whole = message(envelope(sample(EventType.FINDING_RAISED)));
        List<MessageHeader> headers = new ArrayList<>(whole.headers());
        headers.add(MessageHeader.of("ce_time", "yesterday"));

        // The last one counts where a header is repeated.
        assertUnreadable(with(headers, whole.data()), "ce_time should be an ISO-8601 instant: was yesterday");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "null", "", "{\"fingerprint\":"})
    void dataThatIsNoObjectIsRefused(String data) throws IOException {
        List<MessageHeader> headers =
                message(envelope(sample(EventType.FINDING_RAISED))).headers();

        assertUnreadable(with(headers, data.getBytes(StandardCharsets.UTF_8)), "finding.raised.v1");
    }

    @Test
    void aMissingRequiredFieldIsNamed() throws IOException {
        List<MessageHeader> headers =
                message(envelope(sample(EventType.FINDING_RAISED))).headers();

        assertUnreadable(
                with(headers, "{\"system\":\"smartbav\"}".getBytes(StandardCharsets.UTF_8)),
                "the data of finding.raised.v1 lacks the field fingerprint");
    }

    @Test
    void aMessageWithoutDataIsRefused() throws IOException {
        List<MessageHeader> headers =
                message(envelope(sample(EventType.FINDING_RAISED))).headers();

        assertUnreadable(with(headers, null), "the message has no data");
    }

    @Test
    void aRequiredFieldCannotBeWrittenAsNull() {
        EventData event = new FindingStatusChanged(
                null, "f", "smartbav", FindingStatus.OPEN, FindingStatus.RESOLVED, "x", null, TIME);

        assertThatThrownBy(() -> EventJson.write(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the field number of finding.status-changed.v1 should not be null");
    }

    private static void assertUnreadable(ReceivedMessage message, String reason) {
        assertThatThrownBy(() -> CloudEventHeaders.read(EventType.FINDING_RAISED, message))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining(reason);
    }

    private static EventEnvelope envelope(EventData data) {
        URI source = URI.create("/belastbar/budget-service");
        return new EventEnvelope("event-1", source, data.eventType(), data.partitionKey(), TIME, data);
    }

    private static ReceivedMessage message(EventEnvelope event) {
        byte[] data = EventJson.write(event.data());
        return new ReceivedMessage(POSITION, MessageKey.of(event.key()), CloudEventHeaders.of(event), data);
    }

    private static ReceivedMessage with(List<MessageHeader> headers, byte[] data) {
        return new ReceivedMessage(POSITION, MessageKey.of("key"), headers, data);
    }

    private static EventData sample(EventType type) throws IOException {
        try (InputStream sample = EventSchema.sampleOf(type)) {
            return EventJson.read(type, sample.readAllBytes());
        }
    }
}
