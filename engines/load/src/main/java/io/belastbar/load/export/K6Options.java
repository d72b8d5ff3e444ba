package io.belastbar.load.export;

import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.belastbar.load.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The options of a k6 script: how much load when, thresholds, and what the summary holds. */
final class K6Options {

    private final Scenario scenario;
    private final K6Criteria criteria;
    private final boolean runners;
    private final K6Executor executor;

    K6Options(Scenario scenario, K6Tags tags, boolean runners) {
        this.scenario = scenario;
        this.criteria = new K6Criteria(scenario, tags);
        this.runners = runners;
        this.executor = new K6Executor(scenario);
    }

    String text() {
        return "{\n  scenarios: {\n    load: " + executor.text() + ",\n  },\n  thresholds: {" + thresholds()
                + "\n  },\n  insecureSkipTLSVerify: " + !scenario.http().verifyTls() + ",\n  summaryTrendStats: "
                + (runners
                        ? JavaScript.texts(K6Quantiles.names())
                        : "['avg', 'p(50)', 'p(90)', 'p(95)', 'p(99)'," + " 'p(99.9)', 'max']")
                + ",\n}";
    }

    /** What the load and the thresholds lose, as sentences. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(executor.notes());
        if (scenario.http().version() == HttpVersion.HTTP_2) {
            notes.add("k6 speaks HTTP/2 with https addresses only, and then by itself.");
        } else {
            notes.add("k6 speaks HTTP/2 if an https target offers it; GODEBUG=http2client=0 forbids it.");
        }
        if (scenario.connections() != null) {
            notes.add("Each virtual user has connections of its own; 'connections: " + scenario.connections()
                    + "' is not kept.");
        }
        notes.addAll(criteria.notes());
        return notes;
    }

    private String thresholds() {
        Map<String, List<String>> byMetric = criteria.byMetric();
        if (runners) {
            new K6Submetrics(scenario).alwaysTrue().forEach((metric, always) -> byMetric.computeIfAbsent(
                            metric, none -> new ArrayList<>())
                    .add(JavaScript.text(always)));
        }
        return byMetric.entrySet().stream()
                .map(entry ->
                        "\n    " + JavaScript.text(entry.getKey()) + ": [" + String.join(", ", entry.getValue()) + "],")
                .collect(Collectors.joining());
    }

    /** Whole seconds or milliseconds, at least one for anything above zero. */
    static String duration(Duration duration) {
        long millis = Math.ceilDiv(duration.toNanos(), 1_000_000L);
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
