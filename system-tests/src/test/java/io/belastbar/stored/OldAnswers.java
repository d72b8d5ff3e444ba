package io.belastbar.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.stored.Expected.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks a platform for everything that it has stored. */
final class OldAnswers {
    static final String JSON = "application/json";
    static final String EVENTS = "text/event-stream";
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
    private final List<Answer> answers = new ArrayList<>();
    private final List<Expected.Foreign> foreign = new ArrayList<>();

    OldAnswers(Doors doors) {
        this.doors = doors;
    }

    Expected all(List<Expected.Continued> continued, String faultPath) throws Exception {
        for (String system : SYSTEMS) {
            budget(system);
            evaluations(system);
            runs(system);
            rest(system);
        }
        facts("faults", "chaos", faultPath);
        facts("settings", "budget", "/api/v1/systems/smartbav/escalations");
        text("settings", "budget", "/api/v1/systems/smartbav/escalation-rules", YAML);
        text("settings", "budget", "/api/v1/systems/aktienanalyse/measurement-sources", YAML);
        facts("budget", "budget", "/api/v1/systems/smartbav/budget/diff?from=1&to=2");
        facts("budget", "budget", "/api/v1/systems/shop/budget/diff?from=1&to=5");
        return new Expected(answers, foreign, continued);
    }

    private void budget(String system) throws Exception {
        String base = "/api/v1/systems/" + system + "/budget";
        var view = (ObjectNode) doors.json("budget", base);
        boolean allNative = true;
        for (JsonNode document : view.get("documents")) {
            String name = document.get("name").asText();
            text("documents", "budget", base + "/documents/" + name, "text/plain");
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
            facts("budget", "budget", base);
            facts("budget", "budget", base + "/exports/k6");
            var promised = items(view.get("objectives"))
                    .map(objective -> objective.get("subject").asText());
            page(
                    HTML,
                    "budget",
                    "budget",
                    "/api/v1/systems/" + system + "/reports/performance-budget-compliance.html",
                    promised.filter(subject -> !subject.equals("*")).distinct().toList());
        }
    }

    private void evaluations(String system) throws Exception {
        String list = "/api/v1/systems/" + system + "/evaluations";
        facts("evaluations", "budget", list);
        for (JsonNode evaluation : doors.json("budget", list).get("items")) {
            facts(
                    "evaluations",
                    "budget",
                    "/api/v1/evaluations/" + evaluation.get("evaluationId").asText());
            facts(
                    "evaluations",
                    "budget",
                    "/api/v1/test-runs/" + evaluation.get("runId").asText() + "/evaluation");
        }
        facts("series", "budget", "/api/v1/systems/" + system + "/series");
        list = "/api/v1/systems/" + system + "/regressions";
        facts("series", "budget", list);
        for (JsonNode change : doors.json("budget", list).get("items")) {
            String one = "/api/v1/regressions/" + change.get("changeId").asText();
            facts("series", "budget", one);
            page(
                    HTML,
                    "series",
                    "budget",
                    one + "/page",
                    List.of(change.at("/series/subject/name").asText()));
        }
        for (JsonNode escalation : doors.json("budget", "/api/v1/systems/" + system + "/escalations")
                .get("items")) {
            facts(
                    "settings",
                    "budget",
                    "/api/v1/escalations/" + escalation.get("escalationId").asText());
        }
    }

    private void runs(String system) throws Exception {
        String base = "/api/v1/systems/" + system;
        facts("scenarios", "loadtest", base + "/scenarios");
        for (JsonNode scenario : doors.json("loadtest", base + "/scenarios").get("items")) {
            text(
                    "scenarios",
                    "loadtest",
                    base + "/scenarios/" + scenario.get("name").asText(),
                    YAML);
        }
        facts("schedules", "loadtest", base + "/schedules");
        for (JsonNode schedule : doors.json("loadtest", base + "/schedules").get("items")) {
            facts(
                    "schedules",
                    "loadtest",
                    base + "/scenarios/" + schedule.get("scenario").asText() + "/schedule");
        }
        facts("runs", "loadtest", base + "/test-runs");
        var ids = new ArrayList<String>();
        for (JsonNode run : doors.json("loadtest", base + "/test-runs").get("items")) {
            if (!run.get("verdict").asText().equals("ABORTED")) {
                ids.add(run.get("runId").asText());
            }
            run("/api/v1/test-runs/" + run.get("runId").asText());
        }
        if (ids.size() > 1) {
            facts("runs", "loadtest", "/api/v1/test-run-comparisons?runs=" + String.join(",", ids));
        }
    }

    private void run(String path) throws Exception {
        JsonNode detail = doors.json("loadtest", path);
        facts("runs", "loadtest", path);
        String databaseFacts = path + "/database-facts";
        if (doors.get("profiling", databaseFacts, JSON).statusCode() == 200) {
            facts("evaluations", "profiling", databaseFacts);
        }
        for (String part : List.of("/endpoints", "/report.json")) {
            facts("runs", "loadtest", path + part);
        }
        events("runs", "loadtest", path + "/progress");
        text("runs", "loadtest", path + "/report.csv", "text/csv");
        page(
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
        page(
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

    private void rest(String system) throws Exception {
        String base = "/api/v1/systems/" + system;
        for (String service : List.of("profiling", "chaos")) {
            if (doors.get(service, base, JSON).statusCode() == 200) {
                facts("systems", service, base);
                text("systems", service, base, YAML);
            }
        }
        facts("findings", "profiling", base + "/findings");
        for (JsonNode finding : doors.json("profiling", base + "/findings").get("items")) {
            String one = "/api/v1/findings/" + finding.get("number").asText();
            facts("findings", "profiling", one);
            page(
                    "text/markdown",
                    "findings",
                    "profiling",
                    one,
                    List.of(
                            finding.get("number").asText(),
                            finding.get("component").asText()));
        }
        facts("forecasts", "capacity", base + "/forecasts");
        for (JsonNode forecast : doors.json("capacity", base + "/forecasts").get("items")) {
            facts(
                    "forecasts",
                    "capacity",
                    "/api/v1/forecasts/" + forecast.get("id").asText());
        }
    }

    private void facts(String topic, String service, String path) throws Exception {
        answers.add(new Answer(topic, service, path, JSON, Facts.of(doors.json(service, path)), null, null));
    }

    private void events(String topic, String service, String path) throws Exception {
        answers.add(new Answer(
                topic, service, path, EVENTS, Facts.of(events(doors.get(service, path, EVENTS))), null, null));
    }

    private void text(String topic, String service, String path, String accept) throws Exception {
        answers.add(new Answer(
                topic, service, path, accept, null, Doors.sha256(success(doors.get(service, path, accept))), null));
    }

    /** Only what the page has now may be expected of it. */
    private void page(String accept, String topic, String service, String path, List<String> facts) throws Exception {
        String page = success(doors.get(service, path, accept));
        var missing = facts.stream().filter(fact -> !page.contains(fact)).toList();
        if (!missing.isEmpty()) {
            throw new AssertionError(path + " lacks " + missing);
        }
        answers.add(new Answer(topic, service, path, accept, null, null, facts));
    }

    /** The data of the events that carry JSON, in their order. */
    static JsonNode events(HttpResponse<String> stream) throws IOException {
        var events = Doors.JSON.createArrayNode();
        for (String line : stream.body().lines().toList()) {
            if (line.startsWith("data:")) {
                events.add(Doors.JSON.readTree(line.substring("data:".length())));
            }
        }
        return events;
    }

    private static String success(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
