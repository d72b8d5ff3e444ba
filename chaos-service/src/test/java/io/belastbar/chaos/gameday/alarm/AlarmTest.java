package io.belastbar.chaos.gameday.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Origin;
import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.SteadyState;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static final Instant AT = Instant.parse("2026-03-15T08:00:00Z");
    private static final UUID DAY = new UUID(1, 2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Step> steps = new ArrayList<>();

    @Test
    void everyChannelAndEveryAlertmanagerIsToldOnce() {
        step(call(Deed.Purpose.CHANNEL, "chat", "/hooks/1"));
        step(call(Deed.Purpose.NOTIFY, "chat", "/hooks/1"));
        step(call(Deed.Purpose.NOTIFY, "chat", "/hooks/2"));
        step(call(Deed.Purpose.HTTP, "smartbav-api", "/"));
        step(call(Deed.Purpose.BACKUP, "backups", "/"));

        assertThat(AlarmMessage.of(alarm(true), runbook(), List.of("monitor"), "monitor"::equals))
                .extracting(AlarmMessage::target, AlarmMessage::credentials, AlarmMessage::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("chat", "chat-token", "/hooks/1"),
                        org.assertj.core.groups.Tuple.tuple("chat", "chat-token", "/hooks/2"),
                        org.assertj.core.groups.Tuple.tuple("monitor", "monitor", "/api/v2/alerts"));
    }

    @Test
    void withNobodyToTellThereIsNoMessage() {
        assertThat(AlarmMessage.of(alarm(true), runbook(), List.of(), name -> false))
                .isEmpty();
    }

    @Test
    void namesWithQuotesAndUmlautsAreSentAsTheyAre() throws IOException {
        step(call(Deed.Purpose.CHANNEL, "chat", "/hooks"));

        List<AlarmMessage> messages = AlarmMessage.of(alarm(false), runbook(), List.of("monitor"), name -> false);

        JsonNode channel = JSON.readTree(messages.getFirst().body());
        assertThat(channel.path("text").asText())
                .contains("\"süße\" Anträge", "probe: NOT_YET: 503", "ist nicht wie zuvor");
        assertThat(channel.path("gameDayId").asText()).isEqualTo(DAY.toString());
        JsonNode alert = JSON.readTree(messages.get(1).body()).path(0);
        assertThat(alert.at("/labels/alertname").asText()).isEqualTo(Alarm.RULE);
        assertThat(alert.at("/labels/severity").asText()).isEqualTo("high");
        assertThat(alert.at("/labels/component").asText()).isEqualTo("\"süße\" Anträge");
        assertThat(Instant.parse(alert.path("endsAt").asText()))
                .isAfter(Instant.parse(alert.path("startsAt").asText()));
        assertThat(messages.get(1).credentials()).isNull();
    }

    @Test
    void findingSaysWhatDoesNotHoldAndIsResolvedUnderTheSameFingerprint() {
        FindingRaised raised = AlarmFindings.raised(alarm(true));

        assertThat(raised.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(raised.responsible()).isEqualTo("DevOps Engineer");
        assertThat(raised.evidence())
                .containsEntry("gameDayId", DAY.toString())
                .containsEntry("seen.probe", "NOT_YET: 503");
        assertThat(AlarmFindings.resolved("smartbav", "insurer-slow", new UUID(3, 4), AT)
                        .fingerprint())
                .isEqualTo(raised.fingerprint());
        assertThat(AlarmFindings.raised(alarm(false)).severity()).isEqualTo(Severity.HIGH);
    }

    private void step(Deed deed) {
        steps.add(new Step("s" + steps.size(), Duration.ZERO, Optional.empty(), Duration.ofMinutes(1), deed));
    }

    private static Deed call(Deed.Purpose purpose, String target, String path) {
        return new Deed.Call(
                purpose, target, "POST", path, Optional.of("x"), "application/json", Optional.of(target + "-token"));
    }

    private static Alarm alarm(boolean critical) {
        return new Alarm(
                DAY, "smartbav", "insurer-slow", "\"süße\" Anträge", critical, AT, Map.of("probe", "NOT_YET: 503"));
    }

    private Runbook runbook() {
        return new Runbook(
                "insurer-slow",
                new Purpose(
                        "t",
                        "g",
                        "",
                        "f",
                        Purpose.Criticality.CRITICAL,
                        List.of(),
                        Period.ZERO,
                        Optional.empty(),
                        Optional.empty()),
                List.of(),
                List.of(),
                new SteadyState(Duration.ZERO, Duration.ZERO, List.of()),
                steps,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Origin.OWN);
    }
}
