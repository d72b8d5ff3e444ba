package io.belastbar.load.threshold;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentNode.Kind;
import io.belastbar.document.ErrorCollector;
import io.belastbar.load.threshold.Measure.Tally;
import io.belastbar.load.threshold.ThresholdParser.Options;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Thresholds as a k6 script writes them: {@code 'response_time{endpoint:GET_employees}': ['p(95)<500']}. k6's
 * {@code rate} of a counter is throughput, that of {@code checks} the share that succeeded. Its times become response
 * times, which are the stricter ones: k6 counts from the send.
 */
final class K6Thresholds {

    private static final Pattern METRIC = Pattern.compile("([A-Za-z_]\\w{0,127})(?:\\{([^{}]*)\\})?");
    private static final Set<String> STEP_TAGS = Set.of("endpoint", "step", "name", "tag", "url", "request");

    private enum Meaning {
        TIMES,
        FAILED,
        SUCCEEDED,
        REQUESTS
    }

    /** An iteration is as many requests as its flow has steps: a count of requests would take it for kept too soon. */
    private static final String ITERATIONS = "iterations";

    private final ThresholdParser parser;
    private final ErrorCollector errors;

    K6Thresholds(ThresholdParser parser, ErrorCollector errors) {
        this.parser = parser;
        this.errors = errors;
    }

    void read(DocumentNode thresholds) {
        thresholds.fields().forEach((name, node) -> {
            Matcher matcher = METRIC.matcher(name.strip());
            Meaning meaning = matcher.matches() ? meaning(matcher.group(1)) : null;
            if (matcher.matches() && matcher.group(1).equalsIgnoreCase(ITERATIONS)) {
                errors.addAtKey(
                        node,
                        "iterations are not counted; the requests of a flow's last step say how many were completed, as"
                                + " in http_reqs{step:…}",
                        name);
                return;
            }
            if (meaning == null) {
                errors.addAtKey(
                        node,
                        "must be a metric: response_time, http_req_duration, service_time, errors, http_req_failed,"
                                + " checks, http_reqs or requests, with {endpoint:…} or {tenant:…} if need be",
                        name);
                return;
            }
            Scope scope = scope(node, matcher.group(2));
            TimeBasis basis = matcher.group(1).equals("service_time") ? TimeBasis.SERVICE : TimeBasis.RESPONSE;
            for (DocumentNode item : node.kind() == Kind.SEQUENCE ? node.items() : List.of(node)) {
                item(item, meaning, scope, basis);
            }
        });
    }

    private static Meaning meaning(String metric) {
        return switch (metric.toLowerCase(Locale.ROOT)) {
            case "response_time", "http_req_duration", "service_time", "latency", "duration" -> Meaning.TIMES;
            case "errors", "error_rate", "http_req_failed" -> Meaning.FAILED;
            case "checks" -> Meaning.SUCCEEDED;
            case "http_reqs", "requests" -> Meaning.REQUESTS;
            default -> null;
        };
    }

    private Scope scope(DocumentNode at, String selector) {
        String step = null;
        String tenant = null;
        for (String part : selector == null || selector.isBlank() ? new String[0] : selector.split(",")) {
            int colon = part.indexOf(':');
            String tag = colon < 0 ? part.strip() : part.substring(0, colon).strip();
            String value = colon < 0 ? "" : part.substring(colon + 1).strip();
            if (STEP_TAGS.contains(tag)) {
                step = parser.step(at, value);
            } else if (tag.equals("tenant")) {
                tenant = parser.tenant(at, value);
            } else {
                errors.addAtKey(at, "a part should be chosen by endpoint, step, name, tag or tenant", part.strip());
            }
        }
        return new Scope(step, tenant);
    }

    private void item(DocumentNode item, Meaning meaning, Scope scope, TimeBasis basis) {
        if (item.kind() == Kind.SCALAR) {
            conditions(item, meaning, new Options(scope, basis, null, false, Duration.ZERO));
            return;
        }
        if (item.requireMapping(errors)) {
            item.rejectUnknown(Set.of("threshold", "abortOnFail", "delayAbortEval"), errors);
            DocumentNode expression = item.required("threshold", errors);
            boolean abort = item.optionalBoolean("abortOnFail", errors).orElse(false);
            Duration delay =
                    item.optional("delayAbortEval").map(parser::duration).orElse(Duration.ZERO);
            if (expression.asString(errors).isPresent()) {
                Options options = new Options(scope, basis, null, abort, delay);
                conditions(expression, meaning, options);
            }
        }
    }

    private void conditions(DocumentNode at, Meaning meaning, Options options) {
        try {
            for (Condition condition : ThresholdExpression.parse(rated(at.text(), meaning))) {
                parser.add(at, meant(condition, meaning, at), options);
            }
        } catch (InvalidThreshold invalid) {
            errors.add(at, invalid.rule(), invalid.received());
        }
    }

    /** A counter's rate has no limit of 1. */
    private static String rated(String expression, Meaning meaning) {
        return meaning == Meaning.REQUESTS ? expression.replace("rate", "throughput") : expression;
    }

    private static Condition meant(Condition condition, Meaning meaning, DocumentNode at) {
        boolean fits =
                switch (meaning) {
                    case TIMES -> condition.measure().time();
                    case FAILED, SUCCEEDED -> condition.measure() == Tally.ERROR_RATE;
                    case REQUESTS -> condition.measure() == Tally.COUNT || condition.measure() == Tally.THROUGHPUT;
                };
        if (!fits) {
            String allowed =
                    switch (meaning) {
                        case TIMES -> "p(…), avg, med, min or max";
                        case FAILED, SUCCEEDED -> "rate";
                        case REQUESTS -> "count or rate";
                    };
            throw new InvalidThreshold("this metric is judged by " + allowed, at.text());
        }
        return meaning == Meaning.SUCCEEDED
                ? new Condition(
                        Tally.ERROR_RATE, condition.comparison().mirrored(), BigDecimal.ONE.subtract(condition.limit()))
                : condition;
    }
}
