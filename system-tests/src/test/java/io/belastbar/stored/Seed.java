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
        put(
                "loadtest",
                "/api/v1/systems/smartbav/scenarios/stored",
                SeedTexts.SCENARIO.replace("p(99)<5000", "p(99)<9000"));
        put("loadtest", "/api/v1/systems/smartbav/scenarios/stored", SeedTexts.SCENARIO);
        put("budget", "/api/v1/systems/smartbav/escalation-rules", SeedTexts.RULES.replace("< 90", "< 60"));
        put("budget", "/api/v1/systems/smartbav/escalation-rules", SeedTexts.RULES);
        put("budget", "/api/v1/systems/aktienanalyse/measurement-sources", SeedTexts.SOURCES);
        put("budget", "/api/v1/systems/shop/budget", SeedTexts.SHOP_BUDGET.formatted("60%"));
        doors.write(
                "PUT",
                "budget",
                "/api/v1/systems/shop/budget",
                SeedTexts.SHOP_BUDGET.formatted("70%"),
                Map.of(
                        "Content-Type",
                        YAML,
                        "X-File-Name",
                        "shop.yml",
                        "X-Change-Reason",
                        "the cache was made larger"));
        put("budget", "/api/v1/systems/shop/budget/documents/availability", SeedTexts.OPENSLO);
        put("budget", "/api/v1/systems/shop/budget/documents/gone", SeedTexts.SHOP_BUDGET.formatted("80%"));
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
        continued("budget", "/budget", SeedTexts.SHOP_BUDGET.formatted("65%"));
        continued("budget", "/budget", SeedTexts.SHOP_BUDGET.formatted("75%"));
        continued("budget", "/escalation-rules", SeedTexts.RULES);
        continued("budget", "/measurement-sources", SeedTexts.SOURCES);
        continued(
                "loadtest",
                "/scenarios/stored",
                SeedTexts.SCENARIO.replace("smartbav-api", "wattos-api").replace("users: 10", "users: 5"));
        continued(
                "loadtest",
                "/scenarios/stored",
                SeedTexts.SCENARIO.replace("smartbav-api", "wattos-api").replace("users: 10", "users: 7"));
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
        for (var file : List.of(SeedTexts.JTL, SeedTexts.K6)) {
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
            doors.write(
                    "POST",
                    "capacity",
                    "/api/v1/systems/smartbav/forecasts",
                    JSON,
                    SeedTexts.FORECAST.formatted(metric));
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
