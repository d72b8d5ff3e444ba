package io.belastbar.local.convert;

import io.belastbar.local.convert.Figure.Measure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Key figures by name: {@code api_response_time_p95: 200.0}. The name says figure and unit: times are milliseconds,
 * shares are percentages.
 */
final class Kpis {

    private static final Pattern UNIT = Pattern.compile("(ms|s|µs|us|%|‰|[kMGT]?i?B|req/\\w+|\\w+/s)\\b.*|%.*");
    private static final String RULE = "a KPI's name ends in _response_time_p95, _per_second, _per_minute, _usage_max,"
            + " _connections_max, error_rate_max, _failure_rate_max or _hit_rate_min";
    private static final Set<String> ONLY_WARNING = Set.of("cpu", "memory");

    private static final List<Name> NAMES = List.of(
            new Name(
                    "(.+)_(?:response_time|latency|duration)_(p50|p90|p95|p99|p999|avg)",
                    found -> new Kpi(
                            (found.group(1).equals("api")
                                            ? endpoints(Measure.RESPONSE_TIME)
                                            : Figure.of("operations", found.group(1), Measure.RESPONSE_TIME))
                                    .with(found.group(2)),
                            "ms")),
            new Name(
                    "(.+)_per_(second|minute|hour)",
                    found -> new Kpi(
                            found.group(1).equals("requests")
                                    ? endpoints(Measure.THROUGHPUT)
                                    : Figure.of("business", found.group(1), Measure.THROUGHPUT),
                            "req/" + found.group(2))),
            new Name(
                    "(?:(.+)_)?(?:error|failure)_rate_max",
                    found -> new Kpi(
                            found.group(1) == null
                                    ? endpoints(Measure.ERROR_RATE)
                                    : Figure.of("business", found.group(1) + "s", Measure.ERROR_RATE),
                            "%")),
            new Name(
                    "(.+?)_hit_(?:rate|ratio)(?:_min)?",
                    found -> new Kpi(Figure.of("caches", found.group(1), Measure.HIT_RATIO), "%")),
            new Name(
                    "(.+)_(?:usage|utili[sz]ation)_max|(.+_connections)_max",
                    found -> new Kpi(
                            Figure.of(
                                    "resources",
                                    found.group(1) == null ? found.group(2) : found.group(1),
                                    Measure.UTILISATION),
                            "%")));

    private Kpis() {}

    private record Kpi(Figure figure, String unit) {}

    private record Name(Pattern pattern, Function<MatchResult, Kpi> meaning) {
        Name(String pattern, Function<MatchResult, Kpi> meaning) {
            this(Pattern.compile(pattern), meaning);
        }

        Optional<Kpi> of(String name) {
            var found = pattern.matcher(name);
            return found.matches() ? Optional.of(meaning.apply(found)) : Optional.empty();
        }
    }

    static boolean isOne(String name) {
        return meaning(name).isPresent();
    }

    /** @param comment what Python says behind the value; empty without */
    static void read(String name, String amount, String comment, int line, NativeBudget budget) {
        var kpi = meaning(name);
        if (kpi.isEmpty()) {
            budget.error(line, RULE, name);
            return;
        }
        var unit = kpi.get().unit();
        if (UNIT.matcher(comment).matches() && !comment.startsWith(unit)) {
            budget.error(line, "the name means " + unit + ", the comment says otherwise", comment);
            return;
        }
        var figure = kpi.get().figure();
        // As the monitor of the KPIs does: processor and memory warn, everything else is critical.
        budget.severity(figure, ONLY_WARNING.contains(figure.subject()) ? "MEDIUM" : "HIGH", line);
        budget.target(figure, amount.matches("[\\d.]+") ? amount + " " + unit : amount, line);
    }

    private static Optional<Kpi> meaning(String name) {
        return NAMES.stream()
                .map(known -> known.of(name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Figure endpoints(Measure measure) {
        return Figure.of("endpoints", Figure.ALL, measure);
    }
}
