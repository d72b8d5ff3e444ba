package io.belastbar.backbone.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.backbone.outbox.OutboxMessage;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void theMessageGoesOnAsItArrivedWithTheReasonBesideIt() {
        byte[] data = {1, 2, 3};
        ReceivedMessage received = new ReceivedMessage("belastbar.findings", 4, 77, "key", Map.of("ce_id", "1"), data);

        OutboxMessage message = DeadLetter.of(received, "no such run", new IllegalStateException("x"), NOW)
                .toMessage("budget-service");

        assertThat(message.topic()).isEqualTo("belastbar.findings.dlq");
        assertThat(message.key()).isEqualTo("key");
        assertThat(message.data()).isEqualTo(data);
        assertThat(message.headers())
                .containsEntry("ce_id", "1")
                .containsEntry("dead-letter-reason", "no such run")
                .containsEntry("dead-letter-exception-class-name", "java.lang.IllegalStateException")
                .containsEntry("dead-letter-topic", "belastbar.findings")
                .containsEntry("dead-letter-partition", "4")
                .containsEntry("dead-letter-offset", "77")
                .containsEntry("dead-letter-consumer-group", "budget-service");
    }

    @Test
    void nulBytesCannotKeepAMessageOutOfTheTable() {
        ReceivedMessage received = new ReceivedMessage("t", 0, 0, "k\u0000", Map.of("h\u0000", "v\u0000"), null);

        DeadLetter letter = DeadLetter.of(received, "bad \u0000 byte", new IllegalStateException(), NOW);

        assertThat(letter.reason()).isEqualTo("bad \uFFFD byte");
        assertThat(letter.message().key()).isEqualTo("k\uFFFD");
        assertThat(letter.message().headers()).containsExactly(Map.entry("h\uFFFD", "v\uFFFD"));
    }

    @Test
    void aFailureWithoutAMessageStillHasAReason() {
        ReceivedMessage received = new ReceivedMessage("t", 0, 0, null, Map.of(), null);

        DeadLetter letter = DeadLetter.of(received, null, new NullPointerException(), NOW);

        assertThat(letter.reason()).isEqualTo("java.lang.NullPointerException");
    }
}
