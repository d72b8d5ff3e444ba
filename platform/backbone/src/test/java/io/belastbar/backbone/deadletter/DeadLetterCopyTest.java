package io.belastbar.backbone.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessageKey;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.backbone.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterCopyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    /** What Kafka's default takes, less what its own format needs for a message alone in its batch. */
    private static final int KAFKA_BYTES_MAX = 1_048_588 - 1_000;

    @Test
    void theMessageGoesOnAsItArrivedWithTheReasonBesideIt() {
        byte[] data = {1, 2, 3};
        List<MessageHeader> headers = List.of(
                MessageHeader.of("odd", "a\u0000b"),
                new MessageHeader("odd", new byte[] {(byte) 0xff}),
                new MessageHeader("none", null));
        MessageKey key = new MessageKey(new byte[] {0, (byte) 0xff});

        OutboxMessage copy = copy(key, headers, data);

        assertThat(copy.topic()).isEqualTo("belastbar.findings.dlq");
        assertThat(copy.key()).isEqualTo(key);
        assertThat(copy.data()).isEqualTo(data);
        assertThat(copy.headers().subList(0, 3)).isEqualTo(headers);
        assertThat(copy.headers().subList(3, copy.headers().size()))
                .containsExactly(
                        MessageHeader.of("dead-letter-reason", "no such run"),
                        MessageHeader.of("dead-letter-exception-class-name", "java.lang.IllegalStateException"),
                        MessageHeader.of("dead-letter-topic", "belastbar.findings"),
                        MessageHeader.of("dead-letter-partition", "4"),
                        MessageHeader.of("dead-letter-offset", "77"),
                        MessageHeader.of("dead-letter-consumer-group", "budget-service"),
                        MessageHeader.of("dead-letter-time", "2026-11-20T10:00:00Z"),
                        MessageHeader.of("dead-letter-handler", "evaluations"));
    }

    @Test
    void dataThatIsTooLargeIsCutAndTheCopySaysHowMuchItWas() {
        byte[] data = new byte[3_000_000];
        Arrays.fill(data, (byte) 'x');

        OutboxMessage copy = copy(MessageKey.of("key"), List.of(), data);

        assertThat(size(copy)).isLessThan(KAFKA_BYTES_MAX);
        assertThat(copy.data()).hasSizeGreaterThan(900_000).containsOnly('x');
        assertThat(copy.headers()).contains(MessageHeader.of("dead-letter-truncated", "3000003"));
    }

    @Test
    void headersAndKeysThatAreTooLargeAreLeftOutAndTheCopySaysSo() {
        List<MessageHeader> headers = new ArrayList<>();
        headers.add(MessageHeader.of("small", "stays"));
        headers.add(MessageHeader.of("huge", "x".repeat(900_000)));
        headers.add(MessageHeader.of("last", "stays"));
        MessageKey key = MessageKey.of("k".repeat(600_000));

        OutboxMessage copy = copy(key, headers, new byte[900_000]);

        assertThat(size(copy)).isLessThan(KAFKA_BYTES_MAX);
        assertThat(copy.key()).isNull();
        assertThat(copy.headers())
                .contains(MessageHeader.of("small", "stays"), MessageHeader.of("last", "stays"))
                .extracting(MessageHeader::name)
                .contains("dead-letter-truncated")
                .doesNotContain("huge");
        assertThat(copy.data()).hasSize(900_000);
    }

    @Test
    void aMessageThatJustFitsIsWhole() {
        OutboxMessage copy = copy(null, List.of(), new byte[999_000]);

        assertThat(copy.data()).hasSize(999_000);
        assertThat(copy.headers()).extracting(MessageHeader::name).doesNotContain("dead-letter-truncated");
    }

    private static OutboxMessage copy(MessageKey key, List<MessageHeader> headers, byte[] data) {
        MessagePosition position = new MessagePosition("belastbar.findings", 4, 77, NOW);
        ReceivedMessage message = new ReceivedMessage(position, key, headers, data);
        DeadLetter letter = DeadLetter.of(message, "evaluations", new IllegalStateException("no such run"), NOW);
        return DeadLetterCopy.of(letter, "budget-service");
    }

    private static int size(OutboxMessage message) {
        int headers = message.headers().stream()
                .mapToInt(header -> header.name().getBytes(StandardCharsets.UTF_8).length
                        + (header.value() == null ? 0 : header.value().length)
                        + 10)
                .sum();
        int key = message.key() == null ? 0 : message.key().bytes().length;
        return headers + key + message.data().length;
    }
}
