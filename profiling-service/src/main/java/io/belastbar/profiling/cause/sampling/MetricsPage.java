package io.belastbar.profiling.cause.sampling;

import io.belastbar.profiling.cause.attribution.CounterSample.Counted;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service says of its requests and of its calls to others, on its page of metrics (Prometheus text format 0.0.4,
 * which OpenMetrics extends).
 *
 * <p>Requests: Micrometer's {@code http_server_requests_seconds} or OpenTelemetry's {@code
 * http_server_request_duration_seconds}. Calls: those of circuit breakers, {@code belastbar_breaker_call_seconds}; where
 * a service has none, those of its HTTP clients, Micrometer's {@code http_client_requests_seconds} or OpenTelemetry's
 * {@code http_client_request_duration_seconds}. One and the same call stands in both, so they are never added up.
 */
public final class MetricsPage {
    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)_(sum|count)(?:\\{(.*)})?\\s+([^\\s#]+).*");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final double MS_PER_SECOND = 1000;

    /** A family of metrics, and which of its labels name what is counted. */
    private record Family(String name, List<String> labels) {}

    private static final List<Family> REQUESTS = List.of(
            new Family("http_server_requests_seconds", List.of("method", "uri")),
            new Family("http_server_request_duration_seconds", List.of("http_request_method", "http_route")));
    private static final List<Family> CALLS = List.of(
            new Family("belastbar_breaker_call_seconds", List.of("breaker")),
            new Family("http_client_requests_seconds", List.of("clientName")),
            new Family("http_client_requests_seconds", List.of("client_name")),
            new Family("http_client_request_duration_seconds", List.of("server_address")));

    private final Map<String, Counted> requests;
    private final Map<String, Counted> calls;

    private MetricsPage(Map<String, Counted> requests, Map<String, Counted> calls) {
        this.requests = Map.copyOf(requests);
        this.calls = Map.copyOf(calls);
    }

    /** Lines that are none are passed over: a page may hold more than we know. */
    public static MetricsPage read(String text) {
        Map<Family, Map<String, double[]>> sums = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!line.startsWith("#") && matcher.matches()) {
                add(sums, matcher);
            }
        });
        return new MetricsPage(first(REQUESTS, sums), first(CALLS, sums));
    }

    /** By method and route: {@code GET /api/v1/employees}. */
    public Map<String, Counted> requests() {
        return requests;
    }

    /** By the name of who is called. */
    public Map<String, Counted> calls() {
        return calls;
    }

    private static void add(Map<Family, Map<String, double[]>> sums, Matcher line) {
        Map<String, String> labels = null;
        for (List<Family> families : List.of(REQUESTS, CALLS)) {
            for (Family family : families) {
                if (family.name().equals(line.group(1))) {
                    labels = labels == null ? labels(line.group(3)) : labels;
                    add(sums, family, labels, line);
                }
            }
        }
    }

    private static void add(
            Map<Family, Map<String, double[]>> sums, Family family, Map<String, String> labels, Matcher line) {
        List<String> values = family.labels().stream().map(labels::get).toList();
        double value = number(line.group(4));
        if (values.stream().allMatch(each -> each != null && !each.isEmpty()) && Double.isFinite(value)) {
            double[] sum = sums.computeIfAbsent(family, any -> new LinkedHashMap<>())
                    .computeIfAbsent(String.join(" ", values), any -> new double[2]);
            sum[line.group(2).equals("count") ? 0 : 1] += value;
        }
    }

    private static Map<String, Counted> first(List<Family> families, Map<Family, Map<String, double[]>> sums) {
        Map<String, Counted> counted = new HashMap<>();
        families.stream()
                .map(sums::get)
                .filter(found -> found != null)
                .findFirst()
                .ifPresent(found -> found.forEach(
                        (name, sum) -> counted.put(name, new Counted(Math.round(sum[0]), sum[1] * MS_PER_SECOND))));
        return counted;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher matcher = LABEL.matcher(text == null ? "" : text);
        while (matcher.find()) {
            labels.put(
                    matcher.group(1),
                    matcher.group(2).replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\"));
        }
        return labels;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notFinite) {
            return Double.NaN;
        }
    }
}
