package io.belastbar.chaos.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.chaos.alert.Alert.Status;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertFormsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    /** As Alertmanager 0.25 sends it. */
    private static final String WEBHOOK = """
            {"receiver":"game-days","status":"firing","alerts":[
              {"status":"firing","labels":{"alertname":"PostgreSQL Primary Down","severity":"P1"},
               "annotations":{"summary":"Primärserver \\"weg\\""},"startsAt":"2026-11-27T10:59:12.345678901+01:00",
               "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prometheus:9090/graph","fingerprint":"5ef77f1f8a3ecfb8"},
              {"status":"resolved","labels":{"alertname":"Slow"},"annotations":{},"startsAt":"2026-11-27T09:00:00Z",
               "endsAt":"2026-11-27T09:30:00Z","generatorURL":"","fingerprint":"00000000000000aa"}],
             "groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am:9093",
             "version":"4","groupKey":"{}:{}","truncatedAlerts":3,"newInLaterVersions":{"a":[1]}}""";

    @Test
    void aWebhookIsReadAsAlertmanagerSendsIt() {
        var message = AlertmanagerWebhook.parse(WEBHOOK);

        assertThat(message.groupKey()).contains("{}:{}");
        assertThat(message.truncated()).isEqualTo(3);
        assertThat(message.alerts()).hasSize(2);
        var firing = message.alerts().getFirst();
        assertThat(firing.fingerprint()).isEqualTo("5ef77f1f8a3ecfb8");
        assertThat(firing.status()).isEqualTo(Status.FIRING);
        assertThat(firing.startsAt()).isEqualTo(Instant.parse("2026-11-27T09:59:12.345678901Z"));
        assertThat(firing.endsAt()).isEmpty();
        assertThat(firing.annotations()).containsEntry("summary", "Primärserver \"weg\"");
        assertThat(message.alerts().getLast().status()).isEqualTo(Status.RESOLVED);
        assertThat(message.alerts().getLast().endsAt()).contains(Instant.parse("2026-11-27T09:30:00Z"));
    }

    @Test
    void anotherVersionIsRefusedWithTheRule() {
        assertThat(faultsOf(WEBHOOK.replace("\"version\":\"4\"", "\"version\":\"3\"")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/version");
                    assertThat(fault.rule()).contains("must be \"4\"");
                    assertThat(fault.received()).isEqualTo("3");
                    assertThat(fault.line()).isEqualTo(8);
                });
    }

    @Test
    void allFaultsOfAWebhookAreTold() {
        assertThat(faultsOf("""
                        {"alerts":[{"status":"pending","labels":{},"startsAt":"yesterday"},
                          {"status":"firing","labels":{"a":"b"}}, 7],"truncatedAlerts":-1}"""))
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder(
                        "/version",
                        "/alerts/0/status",
                        "/alerts/0/labels",
                        "/alerts/0/startsAt",
                        "/alerts/1/startsAt",
                        "/alerts/2",
                        "/truncatedAlerts");
    }

    /** The bytes that budget-service's channel is held to by a test of its own. */
    @Test
    void whatTheEscalationsChannelSendsIsReadAsItIsMeant() throws IOException {
        var message = PostedAlerts.parse(escalation(), Instant.parse("2026-11-21T10:01:00Z"));

        assertThat(message.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(Status.FIRING);
            assertThat(alert.startsAt()).isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
            assertThat(alert.labels()).containsEntry("system", "shop").containsKey("alertname");
            assertThat(alert.annotations()).containsKeys("summary", "escalation");
        });
    }

    private static String escalation() throws IOException {
        try (var sample = AlertFormsTest.class.getResourceAsStream("/samples/http/escalation-at-alertmanager.json")) {
            return new String(sample.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void aPostedAlertIsOverWhenItsEndHasCome() {
        assertThat(posted("\"endsAt\":\"2026-11-27T10:00:00Z\",\"startsAt\":\"2026-11-27T09:00:00Z\"")
                        .status())
                .isEqualTo(Status.RESOLVED);
        assertThat(posted("\"endsAt\":\"2026-11-27T10:00:00.001Z\"").status()).isEqualTo(Status.FIRING);
        assertThat(posted("\"endsAt\":\"2026-11-27T10:00:00.001Z\"").startsAt()).isEqualTo(NOW);
        assertThat(posted("\"annotations\":{}").status()).isEqualTo(Status.FIRING);
    }

    /** An empty set has the offset of FNV-1a. */
    @Test
    void theSameLabelsHaveTheSameFingerprintInWhateverOrder() {
        var one = LabelFingerprint.of(Map.of("alertname", "a", "system", "b"));

        assertThat(one).hasSize(16).isEqualTo(LabelFingerprint.of(Map.of("system", "b", "alertname", "a")));
        assertThat(one).isNotEqualTo(LabelFingerprint.of(Map.of("alertname", "as", "ystem", "b")));
        assertThat(LabelFingerprint.of(Map.of())).isEqualTo("cbf29ce484222325");
    }

    private static Alert posted(String more) {
        return PostedAlerts.parse("[{\"labels\":{\"alertname\":\"a\"}," + more + "}]", NOW)
                .alerts()
                .getFirst();
    }

    private static List<ProblemError> faultsOf(String body) {
        return catchThrowableOfType(InvalidInput.class, () -> AlertmanagerWebhook.parse(body))
                .errors();
    }
}
