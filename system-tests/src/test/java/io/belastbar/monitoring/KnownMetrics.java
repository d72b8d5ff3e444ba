package io.belastbar.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code docs/METRICS.md} lists: our metrics, those of others, and the series that rules name. */
public record KnownMetrics(Set<String> ours, Map<String, String> others, Map<String, String> series) {

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final String SUFFIX = "_(bucket|count|sum|max)$";

    public static KnownMetrics read() throws IOException {
        var text = Files.readString(MonitoringFiles.ROOT.resolve("docs/METRICS.md"));
        var parts = text.split("\n## What alert rules and dashboards read besides\n");
        var tables = parts[1].split("\\| `metric` \\|");
        return new KnownMetrics(ours(parts[0]), table(tables[0]), table(tables[1]));
    }

    /** Also those of which a line says "likewise", with their endings only. */
    private static Set<String> ours(String text) {
        Set<String> ours = new HashSet<>(table(text).keySet());
        for (String line :
                text.lines().filter(each -> each.contains("; likewise `")).toList()) {
            var stem = cells(line).get(0).replaceAll("`|_[a-z]+_total", "");
            QUOTED.matcher(line.substring(line.indexOf("; likewise")))
                    .results()
                    .forEach(ending -> ours.add(stem + ending.group(1)));
        }
        return ours;
    }

    /** The names in the first column, each with what stands in the second. */
    private static Map<String, String> table(String text) {
        Map<String, String> known = new HashMap<>();
        for (String line : text.lines().filter(each -> each.startsWith("| `")).toList()) {
            var cells = cells(line);
            QUOTED.matcher(cells.get(0)).results().forEach(name -> known.put(name.group(1), cells.get(1)));
        }
        return known;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1).split("(?<!\\\\)\\|")) {
            cells.add(cell.strip().replace("\\|", "|"));
        }
        return cells;
    }

    public boolean has(String metric) {
        return ours.contains(stem(metric))
                || ours.contains(metric)
                || other(metric).isPresent();
    }

    /** What the table of ours lists, "likewise" included. */
    public boolean isOurs(String metric) {
        return ours.contains(stem(metric)) || ours.contains(metric);
    }

    /** Where a metric of others comes from. */
    public Optional<String> other(String metric) {
        return Optional.ofNullable(others.getOrDefault(metric, others.get(stem(metric))));
    }

    public static String stem(String metric) {
        return metric.replaceFirst(SUFFIX, "");
    }
}
