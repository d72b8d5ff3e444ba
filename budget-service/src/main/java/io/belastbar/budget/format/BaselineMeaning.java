package io.belastbar.budget.format;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.quantity.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a number of the baselines means, by where it stands.
 *
 * @param unit of the bare number
 */
record BaselineMeaning(SubjectKind kind, String name, Metric metric, String unit) {

    private static final String STATISTIC = "_(p50|p90|p95|p99|p999|avg|peak|max|sustained)";
    private static final String TIME = "(second|minute|hour)";

    /** From a path and a key's ending to a meaning; the first that fits counts. */
    private static final List<Rule> RULES = List.of(
            rule(".*response_times/(?:.*/)?(/.*)", STATISTIC, SubjectKind.ENDPOINT, Measure.RESPONSE_TIME, "ms"),
            rule(
                    ".*(?:response_times|event_processing)/(?:.*/)?([^/]+)",
                    "_(p\\d+)",
                    SubjectKind.OPERATION,
                    Measure.RESPONSE_TIME,
                    "ms"),
            rule(".*query_performance/([^/]+)", "_(p\\d+)", SubjectKind.QUERY, Measure.QUERY_TIME, "ms"),
            rule(".*?([^/]+)", "_duration", SubjectKind.OPERATION, Measure.DURATION, "ms"),
            rule(".*(queue_lag)", STATISTIC, SubjectKind.RESOURCE, Measure.LAG, "ms"),
            perTime(".*(requests)_per_" + TIME, STATISTIC, SubjectKind.ENDPOINT),
            perTime(".*?([^/]+)_per_" + TIME, STATISTIC, SubjectKind.BUSINESS),
            new Rule(
                    Pattern.compile(".*?(eviction_rate)"),
                    Pattern.compile("_per_" + TIME),
                    (path, key) -> new BaselineMeaning(
                            SubjectKind.CACHE, "evictions", metric(Measure.EVENT_RATE, ""), "req/" + key.group(1))),
            new Rule(
                    Pattern.compile(".*?([^/]+)"),
                    Pattern.compile("_(\\w+)_per_" + TIME),
                    (path, key) -> new BaselineMeaning(
                            SubjectKind.BUSINESS, key.group(1), metric(Measure.THROUGHPUT, ""), "req/" + key.group(2))),
            rule(".*(concurrent_users)", STATISTIC, SubjectKind.RESOURCE, Measure.COUNT, ""),
            rule(".*(cpu)_usage", STATISTIC, SubjectKind.RESOURCE, Measure.UTILISATION, "%"),
            rule(".*(memory)_usage", STATISTIC, SubjectKind.RESOURCE, Measure.SIZE, "MB"),
            rule(".*(memory)_usage", "_utilization", SubjectKind.RESOURCE, Measure.UTILISATION, "%"),
            rule(".*(database_connections)", STATISTIC, SubjectKind.RESOURCE, Measure.COUNT, ""),
            rule(".*(connection_pool)", "_(avg|peak)_usage", SubjectKind.RESOURCE, Measure.COUNT, ""),
            rule(".*(message_size)", STATISTIC, SubjectKind.RESOURCE, Measure.SIZE, "B"),
            rule(".*cache_hit_ratios/([^/]+)", "", SubjectKind.CACHE, Measure.HIT_RATIO, "%"),
            rule(".*?([^/]+)", "_hit_ratio", SubjectKind.CACHE, Measure.HIT_RATIO, "%"),
            rule(".*?([^/]*)success_rate", "", SubjectKind.OPERATION, Measure.SUCCESS_RATE, "%"));

    private record Rule(Pattern path, Pattern key, BiFunction<MatchResult, MatchResult, BaselineMeaning> meaning) {

        Optional<BaselineMeaning> apply(String pathText, String keyText) {
            var pathMatch = path.matcher(pathText);
            var keyMatch = key.matcher(keyText);
            return pathMatch.matches() && keyMatch.matches()
                    ? Optional.ofNullable(meaning.apply(pathMatch, keyMatch)).filter(found -> found.metric() != null)
                    : Optional.empty();
        }
    }

    /**
     * Empty if nobody knows.
     *
     * @param path the keys from the service down to the number's mapping
     * @param ending what follows {@code target} in the number's key
     */
    static Optional<BaselineMeaning> of(List<String> path, String ending) {
        var text = String.join("/", path);
        return RULES.stream().flatMap(rule -> rule.apply(text, ending).stream()).findFirst();
    }

    /** Reads a number, with the unit that is meant or with its own. */
    Quantity quantity(String text) {
        var whole = text.matches("[\\d.]+") ? text + " " + unit : text;
        return metric.measure().dimension().parse(whole.strip());
    }

    private static Rule rule(String path, String key, SubjectKind kind, Measure measure, String unit) {
        return new Rule(Pattern.compile(path), Pattern.compile(key), (found, ending) -> {
            var name = found.group(1).isEmpty() ? "requests" : found.group(1).replaceAll("_$", "");
            var statistic = ending.groupCount() == 0 ? "" : ending.group(1);
            return new BaselineMeaning(kind, name, metric(measure, statistic), unit);
        });
    }

    private static Rule perTime(String path, String key, SubjectKind kind) {
        return new Rule(
                Pattern.compile(path),
                Pattern.compile(key),
                (found, ending) -> new BaselineMeaning(
                        kind,
                        kind == SubjectKind.ENDPOINT ? Subject.ALL : found.group(1),
                        metric(Measure.THROUGHPUT, ending.group(1)),
                        "req/" + found.group(2)));
    }

    /** Null for a statistic that nobody knows, such as p97. */
    private static Metric metric(Measure measure, String statistic) {
        return Statistic.of(statistic.equals("max") ? "peak" : statistic)
                .map(known -> new Metric(measure, known))
                .orElse(null);
    }
}
