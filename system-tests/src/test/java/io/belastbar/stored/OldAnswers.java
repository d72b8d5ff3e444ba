package io.belastbar.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks a platform for everything that it has stored. */
final class OldAnswers {
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";
    private static final String HTML = "text/html";
    private static final List<String> SYSTEMS =
            List.of("smartbav", "wattos", "aktienanalyse", "freshplan", "keiko", "shop", "words");
    /** Documents that are no YAML of ours, by the place where they are, and what they are. */
    private static final Map<String, String> FOREIGN = Map.of(
            "wattos/targets", "targets and alerts as a Markdown page",
            "freshplan/goals", "goals as a Markdown page",
            "keiko/kpis", "KPIs as a Python class",
            "words/kpis", "KPIs as YAML",
            "words/targets", "targets and alerts as YAML",
            "words/goals", "goals as YAML");

    private final Doors doors;
    private final Asked asked;
    private final List<Expected.Foreign> foreign = new ArrayList<>();

    OldAnswers(Doors doors) {
        this.doors = doors;
        this.asked = new Asked(doors);
    }

    Expected all(List<Expected.Continued> continued, String faultPath) throws Exception {
        for (String system : SYSTEMS) {
            budget(system);
            evaluations(system);
            runs(system);
            systems(system);
            rest(system);
        }
        // It measures itself, so that its values and what they break go on.
        budget("belastbar");
        systems("belastbar");
        asked.facts("faults", "chaos", faultPath);
        asked.facts("settings", "budget", "/api/v1/systems/smartbav/escalations");
        asked.text("settings", "budget", "/api/v1/systems/smartbav/escalation-rules", YAML);
        asked.text("settings", "budget", "/api/v1/systems/aktienanalyse/measurement-sources", YAML);
        asked.facts("budget", "budget", "/api/v1/systems/smartbav/budget/diff?from=1&to=2");
        asked.facts("budget", "budget", "/api/v1/systems/shop/budget/diff?from=1&to=5");
        return new Expected(asked.answers(), foreign, continued);
    }

    private void budget(String system) throws Exception {
        String base = "/api/v1/systems/" + system + "/budget";
        var view = (ObjectNode) doors.json("budget", base);
        boolean allNative = true;
        for (JsonNode document : view.get("documents")) {
            String name = document.get("name").asText();
            asked.text("documents", "budget", base + "/documents/" + name, "text/plain");
            String format = FOREIGN.get(system + "/" + name);
            if (format != null) {
                allNative = false;
                foreign.add(new Expected.Foreign(
                        system,
                        name,
                        format,
                        document.get("version").asInt(),
                        document.get("sha256").asText(),
                        view.get("objectives").size()));
            }
        }
        if (allNative) {
            asked.facts("budget", "budget", base);
            asked.facts("budget", "budget", base + "/exports/k6");
            var promised = items(view.get("objectives"))
                    .map(objective -> objective.get("subject").asText());
            asked.page(
                    HTML,
                    "budget",
                    "budget",
                    "/api/v1/systems/" + system + "/reports/performance-budget-compliance.html",
                    promised.filter(subject -> !subject.equals("*")).distinct().toList());
        }
    }

    private void evaluations(String system) throws Exception {
        String list = "/api/v1/systems/" + system + "/evaluations";
        asked.facts("evaluations", "budget", list);
        for (JsonNode evaluation : doors.json("budget", list).get("items")) {
            asked.facts(
                    "evaluations",
                    "budget",
                    "/api/v1/evaluations/" + evaluation.get("evaluationId").asText());
            asked.facts(
                    "evaluations",
                    "budget",
                    "/api/v1/test-runs/" + evaluation.get("runId").asText() + "/evaluation");
        }
        asked.facts("series", "budget", "/api/v1/systems/" + system + "/series");
        list = "/api/v1/systems/" + system + "/regressions";
        asked.facts("series", "budget", list);
        for (JsonNode change : doors.json("budget", list).get("items")) {
            String one = "/api/v1/regressions/" + change.get("changeId").asText();
            asked.facts("series", "budget", one);
            asked.page(
                    HTML,
                    "series",
                    "budget",
                    one + "/page",
                    List.of(change.at("/series/subject/name").asText()));
        }
        for (JsonNode escalation : doors.json("budget", "/api/v1/systems/" + system + "/escalations")
                .get("items")) {
            asked.facts(
                    "settings",
                    "budget",
                    "/api/v1/escalations/" + escalation.get("escalationId").asText());
        }
    }

    private void runs(String system) throws Exception {
        String base = "/api/v1/systems/" + system;
        asked.facts("scenarios", "loadtest", base + "/scenarios");
        for (JsonNode scenario : doors.json("loadtest", base + "/scenarios").get("items")) {
            asked.text(
                    "scenarios",
                    "loadtest",
                    base + "/scenarios/" + scenario.get("name").asText(),
                    YAML);
        }
        asked.facts("schedules", "loadtest", base + "/schedules");
        for (JsonNode schedule : doors.json("loadtest", base + "/schedules").get("items")) {
            asked.facts(
                    "schedules",
                    "loadtest",
                    base + "/scenarios/" + schedule.get("scenario").asText() + "/schedule");
        }
        asked.facts("runs", "loadtest", base + "/test-runs");
        var ids = new ArrayList<String>();
        for (JsonNode run : doors.json("loadtest", base + "/test-runs").get("items")) {
            if (!run.get("verdict").asText().equals("ABORTED")) {
                ids.add(run.get("runId").asText());
            }
            run("/api/v1/test-runs/" + run.get("runId").asText());
        }
        if (ids.size() > 1) {
            asked.facts("runs", "loadtest", "/api/v1/test-run-comparisons?runs=" + String.join(",", ids));
        }
    }

    private void run(String path) throws Exception {
        JsonNode detail = doors.json("loadtest", path);
        asked.facts("runs", "loadtest", path);
        String databaseFacts = path + "/database-facts";
        if (doors.get("profiling", databaseFacts, JSON).statusCode() == 200) {
            asked.facts("evaluations", "profiling", databaseFacts);
        }
        for (String part : List.of("/endpoints", "/report.json")) {
            asked.facts("runs", "loadtest", path + part);
        }
        asked.events("runs", "loadtest", path + "/progress");
        asked.text("runs", "loadtest", path + "/report.csv", "text/csv");
        asked.page(
                "application/xml",
                "runs",
                "loadtest",
                path + "/report.xml",
                Stream.concat(
                                Stream.of(
                                        detail.get("runId").asText(),
                                        detail.get("verdict").asText()),
                                items(detail.path("thresholds"))
                                        .map(threshold ->
                                                threshold.get("name").asText().replace("<", "&lt;")))
                        .toList());
        asked.page(
                HTML,
                "runs",
                "loadtest",
                path + "/report.html",
                Stream.concat(
                                Stream.of(
                                        detail.get("scenario").asText(),
                                        detail.get("verdict").asText()),
                                items(detail.get("steps"))
                                        .map(step -> step.get("name").asText()))
                        .toList());
    }

    private void systems(String system) throws Exception {
        String base = "/api/v1/systems/" + system;
        for (String service : List.of("profiling", "chaos")) {
            if (doors.get(service, base, JSON).statusCode() == 200) {
                asked.facts("systems", service, base);
                asked.text("systems", service, base, YAML);
            }
        }
    }

    private void rest(String system) throws Exception {
        String base = "/api/v1/systems/" + system;
        asked.facts("findings", "profiling", base + "/findings");
        for (JsonNode finding : doors.json("profiling", base + "/findings").get("items")) {
            String one = "/api/v1/findings/" + finding.get("number").asText();
            asked.facts("findings", "profiling", one);
            asked.page(
                    "text/markdown",
                    "findings",
                    "profiling",
                    one,
                    List.of(
                            finding.get("number").asText(),
                            finding.get("component").asText()));
        }
        asked.facts("forecasts", "capacity", base + "/forecasts");
        for (JsonNode forecast : doors.json("capacity", base + "/forecasts").get("items")) {
            asked.facts(
                    "forecasts",
                    "capacity",
                    "/api/v1/forecasts/" + forecast.get("id").asText());
        }
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
