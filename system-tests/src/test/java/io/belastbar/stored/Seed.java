package io.belastbar.stored;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.running.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts something of every kind into a running platform, through its doors. */
final class Seed {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String YAML = "application/yaml";
    private static final String JSON = "application/json";
    private static final String SCENARIO = """
            scenario: stored
            description: Some seconds of the day of a broker
            target: smartbav-api
            load: { model: closed, users: 10, duration: 6s }
            steps:
              - name: login
                request: POST /auth/login
                body: { email: "makler${vu}@smartcloud.de", password: testpass123 }
                check: { status: 200 }
                extract: { token: "$.access_token" }
              - name: list
                request: GET /api/v1/employees?limit=100
                tag: GET_employees
                endpoint: GET /api/v1/employees
                headers: { Authorization: "Bearer ${token}" }
                check: { status: 200 }
                extract: { employeeId: "$.items[0].id" }
              - think: 1s
              - name: offer
                request: POST /api/v1/angebote
                tag: POST_angebote
                endpoint: POST /api/v1/angebote
                headers: { Authorization: "Bearer ${token}" }
                body: { mitarbeiterId: "${employeeId}", versicherer: AllianzPlus, laufzeit: 25 }
                check: { status: 202 }
            thresholds:
              - p(99)<5000
              - { on: GET_employees, expression: "p(50)<0.001" }
            """;
    private static final String RULES = """
            escalation:
              zone: Europe/Berlin
              channels:
                Backend Engineer: { webhooks: [team-chat], emails: [on-duty] }
              rules:
                - name: grave-finding
                  on: finding
                  if: { severity: [CRITICAL, HIGH] }
                  to: Backend Engineer
                  reason: { en: "A grave finding", de: "Ein schwerer Befund" }
                - name: limit-comes-near
                  on: capacity.limit-approaching
                  if: { daysLeft: "< 90" }
                  to: DevOps Engineer
            """;
    private static final String SOURCES = """
            prometheus:
              target: monitoring
              every: 1h
              queries:
                - { subject: portfolio_data, kind: cache, service: redis, metric: hit_ratio, unit: ratio, query: up }
            """;
    private static final String SHOP_BUDGET = """
            artefacts:
              initial-bundle: { target_size: "< 200kB", warning_size: 190kB, severity: HIGH }
            caches:
              etag-registry: { target_hit_ratio: ">= %s" }
            """;
    private static final String OPENSLO = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: checkout-availability, displayName: Availability }
            spec:
              service: checkout
              indicator:
                metadata: { name: good }
                spec:
                  ratioMetric:
                    counter: true
                    good: { metricSource: { type: Prometheus, spec: { query: up } } }
                    total: { metricSource: { type: Prometheus, spec: { query: up } } }
              timeWindow: [ { duration: 4w, isRolling: true } ]
              budgetingMethod: Occurrences
              objectives: [ { displayName: Good, target: 0.995 } ]
            """;
    private static final String JTL = """
            timeStamp,elapsed,label,responseCode,responseMessage,success,bytes,sentBytes,Latency,Connect
            1700000000000,12,checkout,200,OK,true,512,120,11,2
            1700000000200,18,checkout,200,OK,true,512,120,17,0
            1700000000900,250,search,200,OK,true,2048,90,249,1
            1700000001100,31,checkout,500,Internal Server Error,false,64,120,30,0
            1700000002000,15,checkout,200,OK,true,512,120,14,0
            """;
    private static final String K6 = """
            {"metrics": {"http_req_duration": {"avg": 12.5, "min": 3.1, "med": 10.2, "max": 88.4, "p(90)": 22.7,
             "p(95)": 31.9}, "http_reqs": {"count": 1200, "rate": 20}, "http_req_failed": {"passes": 3, "fails": 1197,
             "value": 0.0025}, "vus_max": {"value": 5, "min": 5, "max": 5}}}
            """;
    private static final String FORECAST = """
            {"metric": "%s", "unit": "GB", "horizons": ["P30D", "P90D"], "limit": 110, "series": [
              {"at": "2026-11-01T00:00:00Z", "value": 80.0}, {"at": "2026-11-02T00:00:00Z", "value": 81.1},
              {"at": "2026-11-03T00:00:00Z", "value": 81.9}, {"at": "2026-11-04T00:00:00Z", "value": 83.0},
              {"at": "2026-11-05T00:00:00Z", "value": 84.1}, {"at": "2026-11-06T00:00:00Z", "value": 84.9}]}
            """;

    private final Doors doors;
    private final List<Expected.Continued> continued = new ArrayList<>();

    private String faultPath;

    Seed(Doors doors) {
        this.doors = doors;
    }

    /** The documents that the reader stores again and changes. */
    List<Expected.Continued> all() throws Exception {
        documents();
        toContinue();
        // First: the first finding of all is the missing index.
        run(
                "smartbav",
                "stored",
                "{\"scenario\": \"stored\", \"labels\": {\"version\": \"1.4.2\", \"commit\": \"4711abc\"}}");
        await("the missing index", () -> doors.json("profiling", "/api/v1/systems/smartbav/findings")
                .toString()
                .contains("\"PE-001\",\"fingerprint\":\"missing-index"));
        run("smartbav", "stored", "{\"scenario\": \"stored\", \"labels\": {\"version\": \"1.5.0\"}}");
        run("wattos", "normal", "{\"scenario\": \"normal\"}");
        interrupted();
        imports();
        measurements();
        experiments();
        people();
        return continued;
    }

    /** No list names faults. */
    String faultPath() {
        return faultPath;
    }

    private void documents() throws Exception {
        put("loadtest", "/api/v1/systems/smartbav/scenarios/stored", SCENARIO.replace("p(99)<5000", "p(99)<9000"));
        put("loadtest", "/api/v1/systems/smartbav/scenarios/stored", SCENARIO);
        put("budget", "/api/v1/systems/smartbav/escalation-rules", RULES.replace("< 90", "< 60"));
        put("budget", "/api/v1/systems/smartbav/escalation-rules", RULES);
        put("budget", "/api/v1/systems/aktienanalyse/measurement-sources", SOURCES);
        put("budget", "/api/v1/systems/shop/budget", SHOP_BUDGET.formatted("60%"));
        doors.write(
                "PUT",
                "budget",
                "/api/v1/systems/shop/budget",
                SHOP_BUDGET.formatted("70%"),
                Map.of(
                        "Content-Type",
                        YAML,
                        "X-File-Name",
                        "shop.yml",
                        "X-Change-Reason",
                        "the cache was made larger"));
        put("budget", "/api/v1/systems/shop/budget/documents/availability", OPENSLO);
        put("budget", "/api/v1/systems/shop/budget/documents/gone", SHOP_BUDGET.formatted("80%"));
        doors.write(
                "DELETE",
                "budget",
                "/api/v1/systems/shop/budget/documents/gone",
                "",
                Map.of("X-Change-Reason", "it was said twice"));
        put("budget", "/api/v1/systems/words/budget/documents/kpis", "kpis: { api_response_time_p95: 200.0 }\n");
        put("budget", "/api/v1/systems/words/budget/documents/targets", """
                targets: { API Response Time: P95 < 500ms }
                alerts: { High Response Time: P95 > 1s }
                """);
        put("budget", "/api/v1/systems/words/budget/documents/goals", """
                goals: { Settings Registry: "<50ms P95 mit ≥70% Hit-Rate", PR Pipeline: <10 Minuten }
                """);
        schedule("smartbav", "stored", "{\"cron\": \"0 3 29 2 *\", \"timeZone\": \"Europe/Berlin\"}");
        schedule("wattos", "peak", "{\"cron\": \"30 2 * * 1-5\", \"timeZone\": \"UTC\", \"enabled\": false}");
    }

    private void toContinue() throws Exception {
        continued("budget", "/budget", SHOP_BUDGET.formatted("65%"));
        continued("budget", "/budget", SHOP_BUDGET.formatted("75%"));
        continued("budget", "/escalation-rules", RULES);
        continued("budget", "/measurement-sources", SOURCES);
        continued(
                "loadtest",
                "/scenarios/stored",
                SCENARIO.replace("smartbav-api", "wattos-api").replace("users: 10", "users: 5"));
        continued(
                "loadtest",
                "/scenarios/stored",
                SCENARIO.replace("smartbav-api", "wattos-api").replace("users: 10", "users: 7"));
        String system = "system: continued\nname: Continued\ntargets: { http: smartbav-api }\n";
        continued("profiling", "", system);
        continued("chaos", "", system);
    }

    private void continued(String service, String path, String text) throws Exception {
        String whole = "/api/v1/systems/continued" + path;
        var answer = Doors.JSON.readTree(put(service, whole, text));
        continued.removeIf(
                before -> before.service().equals(service) && before.path().equals(whole));
        assertThat(answer.path("version").isInt()).as(answer.toString()).isTrue();
        continued.add(new Expected.Continued(
                service, whole, YAML, text, answer.get("version").asInt()));
    }

    private void run(String system, String scenario, String order) throws Exception {
        String id = started(system, order);
        await("the end of " + scenario, () -> doors.platform().verdictOf(id) != null);
        await(
                "the evaluation of " + scenario,
                () -> doors.platform()
                                .get("budget", "/api/v1/test-runs/" + id + "/evaluation")
                                .statusCode()
                        == 200);
    }

    private void interrupted() throws Exception {
        String id = started("smartbav", "{\"scenario\": \"demo\"}");
        double before = doors.platform().requestsFinished();
        await("its first requests", () -> doors.platform().requestsFinished() > before + 10);
        doors.write("DELETE", "loadtest", "/api/v1/test-runs/" + id, "", Map.of());
        await("its end", () -> doors.platform().verdictOf(id) != null);
    }

    private String started(String system, String order) throws IOException, InterruptedException {
        var answer = doors.write("POST", "loadtest", "/api/v1/systems/" + system + "/test-runs", JSON, order);
        String location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private void imports() throws Exception {
        for (var file : List.of(JTL, K6)) {
            doors.write(
                    "POST",
                    "loadtest",
                    "/api/v1/systems/shop/test-run-imports?scenario=checkout",
                    file,
                    Map.of("Content-Type", "application/octet-stream", "Idempotency-Key", "import-" + file.length()));
        }
    }

    /** A bundle that became larger for good, and a cache. */
    private void measurements() throws Exception {
        var table = new StringBuilder("subject,metric,value,unit,at,label.commit\n");
        for (int i = 0; i < 40; i++) {
            table.append("initial-bundle,size,%d,B,2026-11-%02dT%02d:00:00Z,c%02d%n"
                    .formatted((i < 20 ? 180_000 : 230_000) + i * 7919 % 900, 1 + i / 2, i % 2 * 12, i));
        }
        doors.write("POST", "budget", "/api/v1/systems/shop/measurements", "text/csv", table.toString());
        for (String system : List.of("shop/etag-registry", "wattos/cache")) {
            String[] parts = system.split("/");
            doors.write(
                    "POST",
                    "budget",
                    "/api/v1/systems/" + parts[0] + "/measurements",
                    JSON,
                    "{\"subject\": \"%s\", \"metric\": \"hit_ratio\", \"value\": \"84%%\", \"samples\": 12000}"
                            .formatted(parts[1]));
        }
        await("a change for good", () -> doors.json("budget", "/api/v1/systems/shop/regressions")
                .toString()
                .contains("CERTAIN"));
    }

    private void experiments() throws Exception {
        var fault = doors.write("POST", "chaos", "/api/v1/systems/smartbav/faults", JSON, """
                {"type": "insurer-latency", "target": "smartbav-insurer", "latencyMs": 20, "durationSeconds": 60}""");
        faultPath =
                "/api/v1/faults/" + Doors.JSON.readTree(fault.body()).get("id").asText();
        doors.write("DELETE", "chaos", faultPath, "", Map.of());
        await(
                "the fault's end",
                () -> doors.json("chaos", faultPath).path("state").asText().equals("ENDED"));
        for (String metric : List.of("storage", "backups")) {
            doors.write("POST", "capacity", "/api/v1/systems/smartbav/forecasts", JSON, FORECAST.formatted(metric));
        }
    }

    /** What people decide: a finding is confirmed, an escalation acknowledged, a change accepted. */
    private void people() throws Exception {
        var finding = doors.get("profiling", "/api/v1/findings/PE-001", JSON);
        doors.write(
                "PATCH",
                "profiling",
                "/api/v1/findings/PE-001",
                "{\"status\": \"IN_PROGRESS\", \"reason\": \"the index is being built\"}",
                Map.of(
                        "Content-Type",
                        JSON,
                        "If-Match",
                        finding.headers().firstValue("ETag").orElseThrow()));
        String escalations = "/api/v1/systems/smartbav/escalations";
        await(
                "an escalation",
                () -> !doors.json("budget", escalations).path("items").isEmpty());
        JsonNode newest = doors.json("budget", escalations).path("items").get(0);
        doors.write(
                "POST",
                "budget",
                "/api/v1/escalations/" + newest.get("escalationId").asText() + "/acknowledgement",
                JSON,
                "{\"note\": \"on it\"}");
        JsonNode change = doors.json("budget", "/api/v1/systems/shop/regressions")
                .path("items")
                .get(0);
        doors.write(
                "POST",
                "budget",
                "/api/v1/regressions/" + change.get("changeId").asText() + "/decision",
                JSON,
                "{\"decision\": \"accept\", \"reason\": \"fonts came along\"}");
    }

    private String put(String service, String path, String text) throws IOException, InterruptedException {
        return doors.write("PUT", service, path, YAML, text).body();
    }

    private void schedule(String system, String scenario, String order) throws IOException, InterruptedException {
        doors.write(
                "PUT", "loadtest", "/api/v1/systems/" + system + "/scenarios/" + scenario + "/schedule", JSON, order);
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> condition) throws Exception {
        Waiting.until(LIMIT, condition, () -> "waited for " + what);
    }
}
