package io.belastbar.monitoring.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.monitoring.MonitoringFiles;
import io.belastbar.running.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which alert stands for which other by our example of routes, asked of a real Alertmanager: amtool has no test of that. */
class InhibitionTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CPU =
            "alertname=BelastbarCpuBusy system=shop metric=system.cpu.utilization testbed=default ";

    @TempDir
    static Path folder;

    private static HttpClient http;
    private static RealAlertmanager alertmanager;
    private static URI alerts;

    @BeforeAll
    static void start() throws Exception {
        RealAlertmanager.program();
        int port = freePort();
        alerts = URI.create("http://127.0.0.1:" + port + "/api/v2/alerts");
        http = HttpClient.newHttpClient();
        alertmanager = RealAlertmanager.start(folder, port);
        Waiting.until(LIMIT, InhibitionTest::answers, () -> alertmanager.told().toString());
    }

    @AfterAll
    static void stop() {
        if (alertmanager != null) {
            alertmanager.close();
            http.close();
        }
    }

    @Test
    void whatIsCriticalStandsForWhatIsMilderOfTheSameSeriesOnly() throws Exception {
        fire(
                CPU + "service=db severity=critical",
                CPU + "service=db severity=medium",
                CPU + "service=web severity=medium",
                CPU.replace("shop", "bank") + "service=db severity=medium");

        assertThat(muted("alertname=BelastbarCpuBusy")).containsExactly("shop db system.cpu.utilization medium");
    }

    @Test
    void whatIsHighStandsForWhatIsMilderOfTheSameSeriesOnly() throws Exception {
        fire(
                "alertname=BelastbarLimitNear system=shop metric=database.size severity=high",
                "alertname=BelastbarLimitNear system=shop metric=database.size severity=medium",
                "alertname=BelastbarLimitNear system=shop metric=queue.lag severity=medium");

        assertThat(muted("alertname=BelastbarLimitNear")).containsExactly("shop database.size medium");
    }

    /** As escalations come: the rule, the component, and which finding. */
    @Test
    void oneFindingDoesNotStandForAnother() throws Exception {
        fire(
                "alertname=findings system=shop component=checkout fingerprint=1 severity=critical",
                "alertname=findings system=shop component=checkout fingerprint=2 severity=high");

        assertThat(muted("alertname=findings")).isEmpty();
    }

    @Test
    void aServiceOfWhichNoReplicaAnswersStandsForWhatItDoesNotDo() throws Exception {
        fire(
                "alertname=BelastbarServiceGone component=budget severity=critical",
                "alertname=BelastbarInboxLag component=budget severity=medium",
                "alertname=BelastbarInboxLag component=chaos severity=medium");

        assertThat(muted("alertname=BelastbarInboxLag")).containsExactly("budget medium");
    }

    @Test
    void aReplicaThatIsGoneMutesNothingOfTheOthers() throws Exception {
        fire(
                "alertname=BelastbarReplicaGone component=profiling instance=a severity=high",
                "alertname=BelastbarNoRelayLeader component=profiling severity=high",
                "alertname=BelastbarWorkWaits component=profiling queue=snapshots severity=medium",
                "alertname=BelastbarOutboxNotDraining component=profiling severity=high");

        assertThat(muted("component=profiling")).isEmpty();
    }

    /** The routes inhibit by a label "metric"; what comes in several severities must have one. */
    @Test
    void aRuleOfSeveralSeveritiesSaysOfWhichMetricItIs() throws IOException {
        var severities = MonitoringFiles.alerts().stream()
                .collect(Collectors.groupingBy(MonitoringFiles.Rule::name, TreeMap::new, Collectors.toList()));

        assertThat(severities.values().stream().filter(rules -> rules.size() > 1))
                .hasSizeGreaterThan(10)
                .allSatisfy(rules -> assertThat(rules)
                        .allMatch(rule -> rule.expression().matches("(?s)\\w+ by \\(system(, service)?, metric.*")));
    }

    /** Alertmanager takes alerts in their order, so what was fired is weighed once the last, of which the outcome is known, is muted. */
    private static void fire(String... labels) throws Exception {
        var last = "component=last-" + UUID.randomUUID();
        var all = Stream.concat(
                Stream.of(labels),
                Stream.of("alertname=BelastbarWorkWaits " + last, "alertname=BelastbarServiceGone " + last));
        String body = all.map(
                        one -> JSON.valueToTree(Map.of("labels", labels(one))).toString())
                .collect(Collectors.joining(",", "[", "]"));
        var said = http.send(
                HttpRequest.newBuilder(alerts)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        Waiting.until(LIMIT, () -> !muted(last).isEmpty(), () -> get(last).toString());
    }

    private static Map<String, String> labels(String text) {
        return Arrays.stream(text.split(" "))
                .map(label -> label.split("="))
                .collect(Collectors.toMap(label -> label[0], label -> label[1]));
    }

    /** Of the alerts with such a label. */
    private static List<String> muted(String label) throws Exception {
        return MonitoringFiles.stream(get(label))
                .filter(alert -> !alert.at("/status/inhibitedBy").isEmpty())
                .map(alert -> Stream.of("system", "component", "service", "metric", "severity")
                        .map(each -> alert.at("/labels/" + each).asText())
                        .filter(value -> !value.isEmpty())
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private static JsonNode get(String label) throws IOException, InterruptedException {
        return JSON.readTree(send(URI.create(alerts + "?filter=" + label.replace("=", "%3D")))
                .body());
    }

    private static boolean answers() throws InterruptedException {
        try {
            return send(alerts).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static HttpResponse<String> send(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
