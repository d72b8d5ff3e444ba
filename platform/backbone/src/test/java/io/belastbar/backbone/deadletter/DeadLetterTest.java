package io.belastbar.backbone.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessageKey;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final List<MessageHeader> EVENT =
            List.of(MessageHeader.of("ce_source", "/elsewhere"), MessageHeader.of("ce_id", "1"));

    @Test
    void aReasonIsAlwaysTextThatTheTableTakes() {
        ReceivedMessage message = at(0, NOW, List.of());

        assertThat(because(message, "bad \u0000 byte").reason()).isEqualTo("bad \uFFFD byte");
        assertThat(because(message, "half \uD83D character").reason()).isEqualTo("half ? character");
        assertThat(because(message, "x".repeat(1_999) + "\uD83D\uDE00").reason())
                .hasSize(2_000)
                .endsWith("x?");
        assertThat(DeadLetter.of(message, null, new NullPointerException(), NOW).reason())
                .isEqualTo("java.lang.NullPointerException");
    }

    @Test
    void theSameMessageDeliveredAgainIsTheSameLetter() {
        assertThat(letter(at(7, NOW, List.of())).identity())
                .isEqualTo(letter(at(7, NOW, List.of())).identity());
        assertThat(letter(at(7, NOW, EVENT)).identity())
                .isEqualTo(letter(at(7, NOW, EVENT)).identity());
    }

    @Test
    void anEventThatWasPublishedTwiceIsOneLetterWhereverItStands() {
        assertThat(letter(at(7, NOW, EVENT)).identity())
                .isEqualTo(letter(at(8, NOW.plusSeconds(1), EVENT)).identity());
    }

    @Test
    void anotherMessageAtTheSamePlaceOfATopicMadeAnewIsAnotherLetter() {
        byte[] before = letter(at(7, NOW, List.of())).identity();

        assertThat(letter(at(7, NOW.plusSeconds(1), List.of())).identity()).isNotEqualTo(before);
        assertThat(letter(at(7, NOW, EVENT)).identity()).isNotEqualTo(before);
        assertThat(letter(at(8, NOW, List.of())).identity()).isNotEqualTo(before);
    }

    @Test
    void eachHandlerThatFailsHasALetterOfItsOwn() {
        ReceivedMessage message = at(7, NOW, EVENT);

        assertThat(new DeadLetter(message, "one", "x", "y", NOW).identity())
                .isNotEqualTo(new DeadLetter(message, "two", "x", "y", NOW).identity());
    }

    @Test
    void anIdentityThatNoAppliedEventCanHaveIsNotKept() {
        DeadLetter letter = letter(at(7, NOW, List.of(MessageHeader.of("ce_id", "a\u0000b"))));

        assertThat(letter.eventId()).isEmpty();
        assertThat(letter.eventSource()).isEmpty();
    }

    private static DeadLetter letter(ReceivedMessage message) {
        return because(message, "no such run");
    }

    private static DeadLetter because(ReceivedMessage message, String reason) {
        return DeadLetter.of(message, null, new IllegalStateException(reason), NOW);
    }

    private static ReceivedMessage at(long offset, Instant timestamp, List<MessageHeader> headers) {
        MessagePosition position = new MessagePosition("belastbar.findings", 4, offset, timestamp);
        return new ReceivedMessage(position, MessageKey.of("key"), headers, new byte[] {1, 2, 3});
    }
}
