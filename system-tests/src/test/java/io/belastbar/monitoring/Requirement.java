package io.belastbar.monitoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A threshold that the requirements name, in the unit of {@code belastbar_series_value}. Read from their own text, not from the
 * rules.
 *
 * @param metric the label {@code metric}
 * @param severity what "warning" and "critical" are as severities
 * @param below whether it is passed from above
 * @param seconds for how long it must be passed; 0 where they do not say
 */
record Requirement(String metric, String severity, double threshold, boolean below, int seconds) {

    private static final Map<String, String> SEVERITIES = Map.of("warning", "medium", "critical", "critical");
    private static final double MIB = 1024 * 1024;

    /** What the alerts of the caches are measured by. */
    private static final Map<String, List<String>> CACHES = Map.of(
            "cache_miss_spike", List.of("cache.miss_rate"),
            "memory_pressure", List.of("cache.memory.utilization", "redis.memory.utilization"),
            "slow_operations", List.of("cache.operation_time"));

    private static final Map<String, String> COLOURED =
            Map.of("cpu-usage", "cpu_percent.utilisation", "memory-usage", "memory_percent.utilisation");

    private static final Map<String, String> KPIS = Map.of(
            "database_connections_max",
            "database.connections.pool_usage",
            "task_failure_rate_max",
            "task.failure_rate");

    static List<Requirement> all() throws IOException {
        List<Requirement> all = new ArrayList<>();
        addCollector(all);
        addCaches(all);
        addKeiko(all);
        return all;
    }

    /** A threshold in a text of requirements 0, 1 and 3. */
    static double number(String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(text("alerts.txt"));
        if (!found.find()) {
            throw new IllegalArgumentException("requirements do not say " + pattern);
        }
        return Double.parseDouble(found.group(1));
    }

    private static void addCollector(List<Requirement> all) throws IOException {
        for (String block : text("2-collector.py.txt").split("PerformanceMetric\\(")) {
            Matcher name = Pattern.compile("name=f?\"([^\"]+)\"").matcher(block);
            if (name.find()) {
                String metric = name.group(1).replace("{service_name}", "core");
                double unit = unit(block);
                boolean below = block.contains("wenn unter") || metric.endsWith(".availability");
                Matcher limit = Pattern.compile("threshold_(warning|critical)=([0-9.]+)")
                        .matcher(block);
                while (limit.find()) {
                    double threshold = Double.parseDouble(limit.group(2)) / unit;
                    all.add(new Requirement(metric, SEVERITIES.get(limit.group(1)), threshold, below, 0));
                }
            }
        }
    }

    private static double unit(String block) {
        if (block.contains("unit=\"percent\"")) {
            return 100;
        }
        return block.contains("unit=\"MB\"") ? 1 / MIB : 1;
    }

    private static void addCaches(List<Requirement> all) throws IOException {
        Matcher alert = Pattern.compile(
                        "(\\w+):\\s+threshold: ([0-9.]+) +# (%|ms).*\\s+duration: (\\d+).*\\s+severity: \"(\\w+)\"")
                .matcher(text("2-cache-alerts.yml"));
        while (alert.find()) {
            double threshold =
                    Double.parseDouble(alert.group(2)) / (alert.group(3).equals("%") ? 100 : 1);
            int seconds = Integer.parseInt(alert.group(4));
            String severity = SEVERITIES.get(alert.group(5));
            CACHES.get(alert.group(1))
                    .forEach(metric -> all.add(new Requirement(metric, severity, threshold, false, seconds)));
        }
        all.add(new Requirement(
                "cache.hit_rate", "medium", first("2-cache-alerts.yml", "alert_threshold: (\\d+)") / 100, true, 0));
    }

    private static void addKeiko(List<Requirement> all) throws IOException {
        COLOURED.forEach((element, metric) -> {
            for (int level = 1; level <= 2; level++) {
                double percent =
                        first("4-thresholds.txt", element + "'.*?, " + (level == 1 ? "(\\d+)" : "\\d+, (\\d+)"));
                all.add(new Requirement(metric, level == 1 ? "medium" : "critical", percent / 100, false, 0));
            }
        });
        KPIS.forEach((field, metric) -> all.add(new Requirement(
                metric, "critical", first("4-thresholds.txt", field + ": float = ([0-9.]+)") / 100, false, 0)));
    }

    private static double first(String file, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text(file));
        if (!found.find()) {
            throw new IllegalArgumentException(file + " does not say " + pattern);
        }
        return Double.parseDouble(found.group(1));
    }

    private static String text(String file) {
        try (InputStream text = Requirement.class.getResourceAsStream("/requirements/" + file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return metric + (below ? " below " : " above ") + threshold + " is " + severity;
    }
}
