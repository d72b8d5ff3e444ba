package io.belastbar.monitoring;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A PromQL text, as far as it names metrics. What it means is Prometheus' matter. */
public record Query(String text) {

    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"";
    /** In this order: labels of a selector, a range, labels of a grouping, a shift in time. */
    private static final List<String> NO_METRICS = List.of(
            "\\{[^}]*}",
            "\\[[^]]*]",
            "\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)",
            "\\boffset\\s+\\w+");

    private static final Pattern NAME = Pattern.compile("(?<![\\w:.$])([a-zA-Z_:][\\w:]*)(?!\\s*\\(|[\\w:])");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");
    private static final Pattern SERIES =
            Pattern.compile("belastbar_series_value\\{[^}]*?\\bmetric=~?\"((?:[^\"\\\\]|\\\\.)*)\"");

    public Set<String> metrics() {
        var rest = text.replaceAll(STRING, "\"\"");
        for (String other : NO_METRICS) {
            rest = rest.replaceAll(other, " ");
        }
        return NAME.matcher(rest)
                .results()
                .map(found -> found.group(1))
                .filter(word -> !WORDS.contains(word))
                .collect(Collectors.toSet());
    }

    /** Which values of the label {@code metric} of {@code belastbar_series_value} it names. */
    public Set<String> series() {
        Matcher named = SERIES.matcher(text);
        return named.results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** As Prometheus reads it: Grafana's variables have values. */
    public Query filled() {
        return new Query(text.replace("$__rate_interval", "5m").replace("$system", "smartbav"));
    }
}
