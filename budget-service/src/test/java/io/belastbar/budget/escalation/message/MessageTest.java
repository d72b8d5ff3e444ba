package io.belastbar.budget.escalation.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");
    private static final Wording ENGLISH =
            new Wording(ReportLanguage.ENGLISH, ZoneId.of("Europe/Berlin"), "https://belastbar.example");
    private static final Wording GERMAN = new Wording(ReportLanguage.GERMAN, ZoneOffset.UTC, "");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aHeadlineSaysWhatHappenedInTheLanguageAskedFor() {
        assertThat(ENGLISH.headline(notice(Kind.FIRST))).isEqualTo("[HIGH] smartbav: PE-001 <!channel> is slow");
        assertThat(GERMAN.headline(notice(Kind.REMINDER)))
                .isEqualTo("Erinnerung 2: [HIGH] smartbav: PE-001 <!channel> is slow");
        assertThat(ENGLISH.headline(notice(Kind.WORSE))).startsWith("Worse: [HIGH]");
        assertThat(GERMAN.headline(notice(Kind.RESOLVED))).startsWith("Behoben: [HIGH]");
    }

    @Test
    void timesAreThoseOfTheSystemsZoneWhichIsNamed() {
        assertThat(ENGLISH.body(notice(Kind.FIRST)))
                .contains("Since: 21 Nov 2026, 11:00:00 CET")
                .startsWith("Too slow\n");
        assertThat(GERMAN.body(notice(Kind.FIRST))).contains("Seit: 21.11.2026, 10:00:00 UTC");
    }

    @Test
    void thereIsALinkToFollowAndTheWholeAddressForAcknowledging() {
        var link = "https://belastbar.example/api/v1/escalations/00000000-0000-0000-0000-000000000001";

        assertThat(ENGLISH.body(notice(Kind.FIRST)).lines())
                .contains(link, "Acknowledge: POST " + link + "/acknowledgement");
        assertThat(ENGLISH.body(notice(Kind.RESOLVED))).contains(link).doesNotContain("Acknowledge");
        assertThat(GERMAN.body(notice(Kind.FIRST)))
                .contains("Quittieren: POST /api/v1/escalations/")
                .doesNotContain("http");
    }

    @Test
    void aNameFromADocumentCannotCallTheWholeChannel() throws IOException {
        var message = JSON.readTree(SlackMessage.of(notice(Kind.FIRST), ENGLISH));

        assertThat(message.at("/text").asText()).contains("&lt;!channel&gt; is slow");
        assertThat(message.at("/blocks/1/text/text").asText()).contains("Affected: GET /a &lt;b&gt;\n");
        assertThat(message.at("/blocks/0/type").asText()).isEqualTo("header");
    }

    @Test
    void programsGetEveryFactByItsName() throws IOException {
        var message = JSON.readTree(JsonMessage.of(notice(Kind.WORSE), ENGLISH));

        assertThat(message.at("/kind").asText()).isEqualTo("WORSE");
        assertThat(message.at("/severity").asText()).isEqualTo("HIGH");
        assertThat(message.at("/title").asText()).isEqualTo("<!channel> is slow");
        assertThat(message.at("/escalatedAt").asText()).isEqualTo(NOW.toString());
        assertThat(message.at("/link").asText()).startsWith("https://belastbar.example/");
    }

    /** Made by: printf 'v1:1795255200:{}' | openssl dgst -sha256 -hmac key. */
    @Test
    void theSignatureIsWhatOpensslMakes() {
        assertThat(WebhookSignature.of("key", Instant.ofEpochSecond(1_795_255_200L), "{}"))
                .isEqualTo("v1=65ba738564008e55ddd3fa4f3ce987c0b752dc7126666068fd6f47fdba9abfde");
    }

    static Notice notice(Kind kind) {
        return new Notice(
                UUID.fromString("00000000-0000-0000-0000-000000000001"),
                "smartbav",
                "rule",
                "Backend Engineer",
                new Notice.Cause("PE-001", "budget:smartbav:GET /a", "HIGH", "GET /a <b>", "<!channel> is slow"),
                new Sentence("Too slow", "Zu langsam"),
                kind,
                kind == Kind.REMINDER ? 2 : 0,
                NOW,
                kind == Kind.RESOLVED ? NOW.plusSeconds(60) : null);
    }
}
