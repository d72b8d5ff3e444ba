package io.belastbar.load.export;

import io.belastbar.load.export.JsonPathSegments.Segment;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One request of a flow as Hyperfoil's step httpRequest. */
final class HyperfoilRequest {

    private final Scenario scenario;
    private final HyperfoilSla sla;
    private final List<String> notes;

    HyperfoilRequest(Scenario scenario, HyperfoilSla sla, List<String> notes) {
        this.scenario = scenario;
        this.sla = sla;
        this.notes = notes;
    }

    /** A name that Hyperfoil takes for a variable. */
    static String variable(String name) {
        return name.equals("vu")
                ? "hyperfoil.session.id"
                : name.replace(".", "__").replace('-', '_');
    }

    Map<String, Object> document(RequestStep step) {
        Map<String, Object> request = new LinkedHashMap<>();
        if (!step.path().constant()) {
            notes.add("A space in a value becomes '+' in the address, before the question mark too.");
        }
        request.put(step.method(), text(step.path(), "urlencode:"));
        request.put("metric", step.name());
        Map<String, Object> headers = headers(step);
        if (!headers.isEmpty()) {
            request.put("headers", headers);
        }
        if (step.body() != null) {
            request.put("body", body(step));
        }
        if (scenario.http().compression()) {
            request.put("compression", "gzip");
        }
        request.put("handler", handler(step));
        List<Object> limits = sla.of(step);
        if (!limits.isEmpty()) {
            request.put("sla", limits);
        }
        return request;
    }

    private Map<String, Object> headers(RequestStep step) {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (step.body() != null && step.jsonBody()) {
            headers.put("content-type", "application/json");
        }
        step.headers().forEach((name, value) -> headers.put(name, text(value, "")));
        return headers;
    }

    private Map<String, Object> body(RequestStep step) {
        if (step.body().constant()) {
            return HyperfoilFlows.ordered("text", step.body().toString());
        }
        if (step.jsonBody()) {
            notes.add("Step '" + step.name() + "': values within the JSON body are not escaped here.");
        }
        return HyperfoilFlows.ordered("pattern", pattern(step.body(), ""));
    }

    private Map<String, Object> handler(RequestStep step) {
        Map<String, Object> handler = HyperfoilFlows.ordered(
                "status", HyperfoilFlows.ordered("range", HyperfoilFlows.ordered("min", min(step), "max", max(step))));
        if (step.expectedStatus().size() > 1
                && max(step) - min(step) >= step.expectedStatus().size()) {
            notes.add("Step '" + step.name() + "': every status from " + min(step) + " to " + max(step)
                    + " counts as success here.");
        }
        List<Object> bodies = new ArrayList<>();
        new TreeMap<>(step.extract()).forEach((name, path) -> {
            Optional<String> query = query(path.toString());
            if (query.isPresent()) {
                Map<String, Object> json = HyperfoilFlows.ordered("query", query.get());
                json.put("toVar", variable(name));
                bodies.add(Map.of("json", json));
            } else {
                notes.add("Step '" + step.name() + "': the JSONPath " + path + " cannot be expressed here; ${" + name
                        + "} stays unknown.");
            }
        });
        if (!bodies.isEmpty()) {
            handler.put("body", bodies);
        }
        return handler;
    }

    private static int min(RequestStep step) {
        return step.expectedStatus().stream().mapToInt(Integer::intValue).min().orElse(100);
    }

    private static int max(RequestStep step) {
        return step.expectedStatus().stream().mapToInt(Integer::intValue).max().orElse(399);
    }

    /** Hyperfoil's own query: names and indexes only. */
    private static Optional<String> query(String path) {
        return JsonPathSegments.of(path).flatMap(segments -> {
            StringBuilder query = new StringBuilder();
            for (Segment segment : segments) {
                switch (segment) {
                    case Segment.Key(String name)
                    when name.matches("[A-Za-z0-9_-]+") -> query.append('.').append(name);
                    case Segment.Index(int index)
                    when index >= 0 ->
                        query.append(query.isEmpty() ? ".[" : "[").append(index).append(']');
                    default -> {
                        return Optional.empty();
                    }
                }
            }
            return query.isEmpty() ? Optional.empty() : Optional.of(query.toString());
        });
    }

    private static Object text(Template template, String prefix) {
        return template.constant() ? template.toString() : HyperfoilFlows.ordered("pattern", pattern(template, prefix));
    }

    private static String pattern(Template template, String prefix) {
        StringBuilder pattern = new StringBuilder();
        for (Template.Part part : template.parts()) {
            switch (part) {
                case Template.Part.Text(String text) -> pattern.append(text);
                case Template.Part.Variable(String name) ->
                    pattern.append("${").append(prefix).append(variable(name)).append('}');
            }
        }
        return pattern.toString();
    }
}
