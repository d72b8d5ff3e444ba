package io.belastbar.loadtest.scenario;

import io.belastbar.web.document.DocumentNode;
import io.belastbar.web.document.ErrorCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the steps of a scenario, in their order: a step may use what an earlier one extracts. */
final class StepParser {

    private static final Set<String> KEYS =
            Set.of("name", "request", "headers", "body", "check", "extract", "tag", "endpoint", "think");
    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (/[^\\s#]*)");
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Duration THINK_MAX = Duration.ofMinutes(10);

    private final ErrorCollector errors;
    private final int maxSteps;
    private final Set<String> known = new LinkedHashSet<>(List.of("vu", "iteration"));

    StepParser(ErrorCollector errors, int maxSteps) {
        this.errors = errors;
        this.maxSteps = maxSteps;
    }

    List<Step> steps(DocumentNode node) {
        List<Step> steps = new ArrayList<>();
        if (!node.requireSequence(errors)) {
            return steps;
        }
        if (node.items().size() > maxSteps) {
            errors.add(
                    node,
                    "must have at most " + maxSteps + " steps",
                    node.items().size() + " steps");
            return steps;
        }
        for (DocumentNode item : node.items()) {
            if (item.requireMapping(errors)) {
                item.rejectUnknown(KEYS, errors);
                step(item).ifPresent(steps::add);
            }
        }
        if (node.items().stream().noneMatch(item -> item.fields().containsKey("request"))) {
            errors.add(node, "must have at least one request", "no request");
        }
        return steps;
    }

    private Optional<Step> step(DocumentNode item) {
        Optional<DocumentNode> think = item.optional("think");
        if (think.isEmpty()) {
            return request(item);
        }
        if (item.fields().size() > 1) {
            errors.add(
                    item,
                    "think must be a step of its own",
                    String.join(", ", item.fields().keySet()));
        }
        Optional<Duration> duration = ScenarioParser.duration(think.get(), errors);
        duration.filter(value -> value.compareTo(THINK_MAX) > 0)
                .ifPresent(wrong -> errors.add(think.get(), "must be at most 10m"));
        return duration.map(ThinkStep::new);
    }

    private Optional<Step> request(DocumentNode item) {
        DocumentNode line = item.required("request", errors);
        Optional<String> text = line.asString(errors);
        Matcher request = REQUEST.matcher(text.orElse(""));
        if (text.isEmpty() || !request.matches()) {
            text.ifPresent(wrong -> errors.add(line, "must be a method and a path, such as GET /api/v1/employees"));
            return Optional.empty();
        }
        Optional<Template> path = template(line, request.group(2));
        Map<String, Template> headers =
                item.optional("headers").map(this::headers).orElse(Map.of());
        Optional<DocumentNode> body = item.optional("body");
        boolean jsonBody = body.isPresent() && body.get().kind() != DocumentNode.Kind.SCALAR;
        Optional<Template> bodyTemplate =
                body.flatMap(node -> template(node, jsonBody ? BodyJson.of(node) : node.text()));
        Set<Integer> statuses = item.optional("check").map(this::statuses).orElse(Set.of());
        Map<String, JsonExtraction> extract =
                item.optional("extract").map(this::extractions).orElse(Map.of());
        known.addAll(extract.keySet());
        String method = request.group(1);
        String endpoint = item.optionalString("endpoint", errors).orElse(method + " " + withoutQuery(request.group(2)));
        String name = item.optionalString("name", errors).orElse(endpoint);
        String tag = item.optionalString("tag", errors).orElse(name);
        return path.map(uri -> new RequestStep(
                name, method, uri, headers, bodyTemplate.orElse(null), jsonBody, statuses, extract, endpoint, tag));
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private Optional<Template> template(DocumentNode node, String text) {
        Optional<Template> template = parsed(node, Template::parse, text);
        template.ifPresent(found -> {
            Set<String> missing = new LinkedHashSet<>(found.variables());
            missing.removeAll(known);
            if (!missing.isEmpty()) {
                errors.add(
                        node,
                        "uses a variable that no earlier step extracts; known here: " + String.join(", ", known),
                        String.join(", ", missing));
            }
        });
        return template;
    }

    private Map<String, Template> headers(DocumentNode node) {
        Map<String, Template> headers = new LinkedHashMap<>();
        if (node.requireMapping(errors)) {
            node.fields().forEach((name, value) -> {
                if (!HEADER_NAME.matcher(name).matches()) {
                    errors.add(value, "must have a header name (RFC 9110, 5.6.2)", name);
                }
                value.asString(errors)
                        .flatMap(text -> template(value, text))
                        .ifPresent(template -> headers.put(name, template));
            });
        }
        return headers;
    }

    private Set<Integer> statuses(DocumentNode check) {
        Set<Integer> statuses = new HashSet<>();
        if (!check.requireMapping(errors)) {
            return statuses;
        }
        check.rejectUnknown(Set.of("status"), errors);
        DocumentNode status = check.required("status", errors);
        List<DocumentNode> nodes = status.kind() == DocumentNode.Kind.SEQUENCE ? status.items() : List.of(status);
        for (DocumentNode node : nodes) {
            Optional<Long> code = node.asInteger(errors);
            if (code.isPresent() && (code.get() < 100 || code.get() > 599)) {
                errors.add(node, "must be an HTTP status from 100 to 599");
            }
            code.map(Long::intValue).ifPresent(statuses::add);
        }
        return statuses;
    }

    private Map<String, JsonExtraction> extractions(DocumentNode node) {
        Map<String, JsonExtraction> extractions = new LinkedHashMap<>();
        if (node.requireMapping(errors)) {
            node.fields().forEach((name, value) -> {
                if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || name.equals("vu") || name.equals("iteration")) {
                    errors.add(value, "must have a name of letters, digits and '_' that is not taken", name);
                }
                value.asString(errors)
                        .flatMap(text -> parsed(value, JsonExtraction::parse, text))
                        .ifPresent(extraction -> extractions.put(name, extraction));
            });
        }
        return extractions;
    }

    private <T> Optional<T> parsed(DocumentNode node, Function<String, T> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException wrong) {
            errors.add(node, wrong.getMessage());
            return Optional.empty();
        }
    }
}
