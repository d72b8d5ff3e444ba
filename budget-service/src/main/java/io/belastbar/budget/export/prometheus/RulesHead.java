package io.belastbar.budget.export.prometheus;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands at the top of a file of rules: what the rules need to fire, and what they leave out. */
final class RulesHead {

    private RulesHead() {}

    static String of(String system, SystemSelector selector, List<Objective> said, List<String> left) {
        var bounds = said.stream()
                .filter(promise -> promise.measure() == Measure.RESPONSE_TIME)
                .flatMap(promise -> Stream.of(promise.limit(), promise.critical()))
                .filter(limit -> limit != null)
                .map(LatencyRules::seconds)
                .distinct()
                .sorted()
                .toList();
        return """
                # Prometheus rules of %s: %d of %d promises. Left out: %s.
                #
                # What they need:
                # - Micrometer's metrics of HTTP servers (http_server_requests_seconds), as Quarkus and Spring write them.
                # - The label %s on them%s. For another one: ?label=namespace&value=NAME
                # %s
                # A request fails when it is answered with 5xx. Nobody is told of fewer than 100 requests, or 3 that failed,
                # within the long window, nor of fewer than 3 slow ones within 5 minutes. What could not fire says so itself:
                # BelastbarNoMetrics, BelastbarNoRequests, BelastbarNoBucket.
                #
                # One cause, one message, in alertmanager.yml:
                #   route: { group_by: [system, subject, metric] }
                #   inhibit_rules:
                #     - { source_matchers: [severity="critical"], target_matchers: [severity=~"warning|info"], equal: [system, subject, metric] }
                """.formatted(
                line(system),
                said.size(),
                said.size() + left.size(),
                left.isEmpty() ? "nothing" : left.stream().map(RulesHead::line).collect(Collectors.joining("; ")),
                line(selector.text()),
                said.stream().anyMatch(promise -> promise.subject().service() != null)
                        ? "; for a promise about a service of it, job=\"SERVICE\""
                        : "",
                bounds.isEmpty() ? "" : histogram(bounds));
    }

    private static String histogram(List<Double> bounds) {
        var seconds = bounds.stream().map(PromQl::number).collect(Collectors.joining(", "));
        var millis = bounds.stream()
                .map(bound -> PromQl.number(bound * 1_000) + "ms")
                .collect(Collectors.joining(","));
        return """
                - A histogram with a bucket at each limit in seconds: %s. Micrometer writes none unless it is told to.
                #   Spring: management.metrics.distribution.slo.http.server.requests=%s
                #   Quarkus: a bean of type MeterFilter that sets serviceLevelObjectives of "http.server.requests"
                #   Services of Belastbar: belastbar.http.histogram.limits=%s
                #""".formatted(seconds, millis, millis);
    }

    /** A comment ends with its line. */
    private static String line(String text) {
        return text.lines().collect(Collectors.joining(" "));
    }
}
