package io.belastbar.profiling;

import static io.belastbar.profiling.Api.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.Severity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One cause is one finding. */
@QuarkusTest
class SymptomsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    Pool pool;

    @Inject
    OutboxRepository outbox;

    private final String system = "sym-" + UUID.randomUUID().toString().substring(0, 8);
    private final String ddl = "CREATE INDEX i ON t (" + UUID.randomUUID() + ")";

    @Test
    void brokenPromisesOfAKnownCauseHaveNoNumbersOfTheirOwn() {
        raise(cause(Severity.HIGH));
        awaitFindings(1);
        raise(violation("target_index_scan", Severity.CRITICAL, "run-1"));
        raise(violation("target_seq_scan_allowed", Severity.HIGH, "run-1"));
        raise(violation("target_index_scan", Severity.CRITICAL, "run-2"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(finding().getList("symptoms.metric"))
                .containsExactlyInAnyOrder("target_index_scan", "target_seq_scan_allowed"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        finding().getInt("symptoms.find { it.metric == 'target_index_scan' }.times"))
                .isEqualTo(2));

        JsonPath found = finding();
        assertThat(findings()).hasSize(1);
        assertThat(found.getString("severity")).isEqualTo("CRITICAL");
        assertThat(found.getString("title")).isEqualTo("Missing index");
        assertThat(found.getString("symptoms.find { it.metric == 'target_index_scan' }.runId"))
                .isEqualTo("run-2");
        assertThat(found.getList("history.kind")).contains("SYMPTOM_SEEN");
        viewer().get("/api/v1/findings/" + found.getString("number") + "?format=md&lang=de")
                .then()
                .body(containsString("Gebrochene Zusagen, deren Ursache es ist"))
                .body(containsString("SELECT"));
    }

    @Test
    void whatHadANumberBeforeItsCauseWasKnownIsMerged() {
        raise(violation("target_index_scan", Severity.HIGH, "run-1"));
        awaitFindings(1);
        String number = findings().getFirst().get("number").toString();
        raise(cause(Severity.HIGH));
        awaitFindings(2);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(byNumber(number).getString("status"))
                .isEqualTo("REJECTED"));
        assertThat(byNumber(number).getString("decision.reason")).startsWith("a consequence of PE-");
        JsonPath cause = finding();
        assertThat(cause.getString("symptoms[0].merged")).isEqualTo(number);

        raise(violation("target_index_scan", Severity.HIGH, "run-2"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(finding().getInt("symptoms[0].times"))
                .isEqualTo(2));
        assertThat(findings()).hasSize(2);
        assertThat(byNumber(number).getString("status")).isEqualTo("REJECTED");
    }

    @Test
    void promiseThatIsKeptAgainIsSaidAtTheCause() {
        raise(cause(Severity.HIGH));
        awaitFindings(1);
        FindingRaised broken = violation("target_index_scan", Severity.HIGH, "run-1");
        raise(broken);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(finding().getList("symptoms")).hasSize(1));
        Events.send(
                pool,
                outbox,
                new FindingResolved(broken.fingerprint(), system, "budget-service", Instant.now(), "kept", Map.of()));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(finding().getString("symptoms[0].resolvedAt"))
                .isNotNull());
        assertThat(finding().getString("status")).isEqualTo("OPEN");

        raise(violation("target_index_scan", Severity.HIGH, "run-2"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(finding().getString("symptoms[0].resolvedAt"))
                .isNull());
    }

    @Test
    void anotherIndexOrAnotherSystemIsAnotherCause() {
        raise(cause(Severity.HIGH));
        awaitFindings(1);
        raise(FindingRaised.of("budget:" + system + ":other", system, "budget-service")
                .raised(Instant.now(), Severity.HIGH)
                .component("SELECT")
                .title("broken")
                .evidence(Map.of("metric", "m", "indexDdl", ddl + " WHERE a"))
                .build());

        awaitFindings(2);
        assertThat(finding().getList("symptoms")).isEmpty();
    }

    private FindingRaised cause(Severity severity) {
        return FindingRaised.of("missing-index:" + system + ":t", system, "profiling-service")
                .raised(Instant.now(), severity)
                .component("table t")
                .title("Missing index")
                .evidence(Map.of("ddl", ddl))
                .build();
    }

    private FindingRaised violation(String metric, Severity severity, String runId) {
        return FindingRaised.of("budget:" + system + ":SELECT:" + metric, system, "budget-service")
                .raised(Instant.now(), severity)
                .component("SELECT")
                .title("SELECT: broken")
                .evidence(Map.of(
                        "metric", metric, "indexDdl", ddl, "runId", runId, "limit", "index scan", "observed", "none"))
                .build();
    }

    private void raise(FindingRaised raised) {
        Events.send(pool, outbox, raised);
    }

    private void awaitFindings(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(findings()).hasSize(count));
    }

    private List<Map<String, Object>> findings() {
        return viewer().get("/api/v1/systems/" + system + "/findings")
                .jsonPath()
                .getList("items");
    }

    /** The cause. */
    private JsonPath finding() {
        String number = findings().stream()
                .filter(each -> each.get("title").equals("Missing index"))
                .map(each -> each.get("number").toString())
                .findFirst()
                .orElseThrow();
        return byNumber(number);
    }

    private JsonPath byNumber(String number) {
        return viewer().get("/api/v1/findings/" + number).jsonPath();
    }
}
