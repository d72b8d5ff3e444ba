package io.belastbar.load.scenario;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one HTTP request. */
final class RequestStepParser {

    private static final Set<String> KEYS =
            Set.of("name", "request", "headers", "body", "check", "extract", "tag", "endpoint");
    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (/[^\\s#]*)");
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final ErrorCollector errors;
    private final StepParser flow;

    RequestStepParser(Fields fields, StepParser flow) {
        this.errors = fields.errors();
        this.flow = flow;
    }

    Optional<RequestStep> read(DocumentNode item) {
        item.rejectUnknown(KEYS, errors);
        DocumentNode line = item.required("request", errors);
        Optional<String> text = line.asString(errors);
        Matcher request = REQUEST.matcher(text.orElse(""));
        if (text.isEmpty() || !request.matches()) {
            text.ifPresent(wrong -> errors.add(line, "must be a method and a path, such as GET /api/v1/employees"));
            return Optional.empty();
        }
        Optional<Template> path = flow.template(line, request.group(2));
        path.flatMap(WithinTarget::broken).ifPresent(rule -> errors.add(line, rule));
        Map<String, Template> headers =
                item.optional("headers").map(this::headers).orElse(Map.of());
        Optional<DocumentNode> body = item.optional("body");
        boolean jsonBody = body.isPresent() && body.get().kind() != DocumentNode.Kind.SCALAR;
        Optional<Template> bodyTemplate =
                body.flatMap(node -> flow.template(node, jsonBody ? BodyJson.of(node) : node.text()));
        Set<Integer> statuses = item.optional("check").map(this::statuses).orElse(Set.of());
        Map<String, JsonExtraction> extract = item.optional("extract")
                .map(node -> flow.extractions(node, JsonExtraction::parse))
                .orElse(Map.of());
        String method = request.group(1);
        String endpoint = item.optionalName("endpoint", errors).orElse(method + " " + withoutQuery(request.group(2)));
        String name = flow.nameOf(item, endpoint);
        String tag = item.optionalName("tag", errors).orElse(name);
        return path.map(uri -> new RequestStep(
                name, method, uri, headers, bodyTemplate.orElse(null), jsonBody, statuses, extract, endpoint, tag));
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private Map<String, Template> headers(DocumentNode node) {
        Map<String, Template> headers = new LinkedHashMap<>();
        if (node.requireMapping(errors)) {
            node.fields().forEach((name, value) -> {
                if (!HEADER_NAME.matcher(name).matches()) {
                    errors.add(value, "must have a header name (RFC 9110, 5.6.2)", name);
                }
                WithinTarget.brokenBy(name).ifPresent(rule -> errors.add(value, rule, name));
                value.asString(errors)
                        .flatMap(text -> flow.template(value, text))
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
}
