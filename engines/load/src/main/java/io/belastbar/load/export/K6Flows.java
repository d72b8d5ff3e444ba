package io.belastbar.load.export;

import io.belastbar.load.export.JsonPathSegments.Segment;
import io.belastbar.load.scenario.JsonExtraction;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.Flow;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.Step;
import io.belastbar.load.scenario.Step.ThinkStep;
import io.belastbar.load.scenario.Template;
import io.belastbar.load.scenario.ThinkTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The flows of a scenario as data of a k6 script. */
final class K6Flows {

    private final Scenario scenario;
    private final K6Tags tags;

    K6Flows(Scenario scenario, K6Tags tags) {
        this.scenario = scenario;
        this.tags = tags;
    }

    /** What the steps lose, as sentences. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Flow flow : scenario.flows()) {
            for (Step step : flow.steps()) {
                if (step instanceof RequestStep request) {
                    new TreeMap<>(request.extract()).forEach((variable, path) -> {
                        if (JsonPathSegments.of(path.toString()).isEmpty()) {
                            notes.add("Step '" + request.name() + "': the JSONPath " + path
                                    + " cannot be expressed here; ${" + variable
                                    + "} stays unknown, the step counts as failed and steps that need it are skipped.");
                        }
                    });
                }
            }
        }
        return notes;
    }

    String text() {
        return scenario.flows().stream().map(this::flow).collect(Collectors.joining(",\n", "[\n", ",\n]"));
    }

    private String flow(Flow flow) {
        return "  {\n    name: " + JavaScript.text(flow.name()) + ",\n    weight: "
                + JavaScript.number(flow.weight()) + ",\n    actions: [\n"
                + flow.steps().stream().map(this::action).collect(Collectors.joining(",\n")) + ",\n    ],\n  }";
    }

    private String action(Step step) {
        return switch (step) {
            case ThinkStep think -> "      { think: " + think(think.time()) + " }";
            case RequestStep request -> request(request);
            case SqlStep sql -> throw new IllegalStateException("SQL step '" + sql.name() + "' was to be refused");
        };
    }

    private static String think(ThinkTime time) {
        return switch (time) {
            case ThinkTime.Constant(Duration duration) -> "{ kind: 'constant', seconds: " + seconds(duration) + " }";
            case ThinkTime.Uniform(Duration from, Duration to) ->
                "{ kind: 'uniform', from: " + seconds(from) + ", to: " + seconds(to) + " }";
            case ThinkTime.Exponential(Duration mean) -> "{ kind: 'exponential', mean: " + seconds(mean) + " }";
        };
    }

    private String request(RequestStep step) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("index", Integer.toString(scenario.sends().indexOf(step)));
        fields.put("name", JavaScript.text(step.name()));
        fields.put("tag", JavaScript.text(tags.step(step.tag())));
        fields.put("endpoint", JavaScript.text(step.endpoint()));
        fields.put("method", JavaScript.text(step.method()));
        fields.put("path", template(step.path()));
        fields.put("headers", headers(step));
        fields.put("body", step.body() == null ? "null" : template(step.body()));
        fields.put("json", Boolean.toString(step.jsonBody()));
        fields.put("needs", JavaScript.texts(List.copyOf(step.variables())));
        fields.put("expected", JavaScript.list(sorted(step), String::valueOf));
        fields.put("expectation", JavaScript.text(expectation(step)));
        fields.put("extract", extractions(step));
        return fields.entrySet().stream()
                .map(field -> "        " + field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining(",\n", "      {\n", ",\n      }"));
    }

    private static List<Integer> sorted(RequestStep step) {
        return step.expectedStatus().stream().sorted().toList();
    }

    private static String expectation(RequestStep step) {
        String status = step.expectedStatus().isEmpty()
                ? "status is below 400"
                : "status is " + sorted(step).stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return step.extract().isEmpty()
                ? status
                : status + ", gives "
                        + String.join(", ", new TreeSet<>(step.extract().keySet()));
    }

    /** As pairs, because a name may be one that an object literal treats in its own way. */
    private String headers(RequestStep step) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (step.body() != null && step.jsonBody()) {
            headers.put("Content-Type", "[\"application/json\"]");
        }
        if (scenario.http().compression()) {
            headers.put("Accept-Encoding", "[\"gzip\"]");
        }
        step.headers().forEach((name, value) -> headers.put(name, template(value)));
        return JavaScript.list(
                List.copyOf(headers.entrySet()),
                header -> "[" + JavaScript.text(header.getKey()) + ", " + header.getValue() + "]");
    }

    private static String template(Template template) {
        return JavaScript.list(template.parts(), part -> switch (part) {
            case Template.Part.Text(String text) -> JavaScript.text(text);
            case Template.Part.Variable(String name) -> "{ variable: " + JavaScript.text(name) + " }";
        });
    }

    private static String extractions(RequestStep step) {
        Map<String, JsonExtraction> byName = new TreeMap<>(step.extract());
        return JavaScript.list(
                List.copyOf(byName.entrySet()),
                wanted -> "{ variable: " + JavaScript.text(wanted.getKey()) + ", path: "
                        + path(wanted.getValue().toString()) + " }");
    }

    private static String path(String source) {
        Optional<List<Segment>> segments = JsonPathSegments.of(source);
        return segments.isEmpty() ? "null" : JavaScript.list(segments.get(), K6Flows::segment);
    }

    private static String segment(Segment segment) {
        return switch (segment) {
            case Segment.Key(String name) -> "{ key: " + JavaScript.text(name) + " }";
            case Segment.Index(int index) -> "{ index: " + index + " }";
            case Segment.All() -> "{ all: true }";
            case Segment.Deep(String name) -> "{ deep: " + JavaScript.text(name) + " }";
        };
    }

    private static String seconds(Duration duration) {
        return JavaScript.number(duration.toNanos() / 1e9);
    }
}
