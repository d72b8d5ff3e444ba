package io.belastbar.budget.escalation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void aMessageIsInTheLanguageAskedFor() {
        assertThat(notice(2).headline(ReportLanguage.GERMAN))
                .isEqualTo("Erinnerung 2: [HIGH] smartbav: PE-001 Zu langsam");
        assertThat(notice(0).headline(ReportLanguage.ENGLISH)).isEqualTo("[HIGH] smartbav: PE-001 Too slow");
    }

    @Test
    void aNameFromADocumentCannotCallTheWholeChannel() throws IOException {
        var message = new ObjectMapper().readTree(SlackMessage.of(notice(0), ReportLanguage.ENGLISH));

        assertThat(message.at("/blocks/1/text/text").asText()).startsWith("&lt;!channel&gt; is slow\nAffected: ");
        assertThat(message.at("/blocks/0/type").asText()).isEqualTo("header");
    }

    /** Made by: printf 'v1:1795255200:{}' | openssl dgst -sha256 -hmac key. */
    @Test
    void theSignatureIsWhatOpensslMakes() {
        assertThat(WebhookSignature.of("key", Instant.ofEpochSecond(1_795_255_200L), "{}"))
                .isEqualTo("v1=65ba738564008e55ddd3fa4f3ce987c0b752dc7126666068fd6f47fdba9abfde");
    }

    @Test
    void pausesDoubleAndAreShortenedByAtMostAHalf() {
        var backOff = new BackOff(Duration.ofSeconds(4), Duration.ofSeconds(10));

        assertThat(new RetryDelay(backOff, () -> 0).afterFailure(2)).isEqualTo(Duration.ofSeconds(8));
        assertThat(new RetryDelay(backOff, () -> 1).afterFailure(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(new RetryDelay(backOff, () -> 0).afterFailure(9)).isEqualTo(Duration.ofSeconds(10));
    }

    private static Notice notice(int repeat) {
        return new Notice(
                UUID.fromString("00000000-0000-0000-0000-000000000001"),
                "smartbav",
                "rule",
                "Backend Engineer",
                "PE-001",
                "HIGH",
                "GET /a",
                "<!channel> is slow",
                new Sentence("Too slow", "Zu langsam"),
                NOW,
                repeat);
    }
}
