package io.belastbar.budget.measurement.prometheus.promql;

import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What can be seen in a PromQL expression without evaluating it: the ranges that it looks back over. What a recording rule
 * looks back over cannot be seen.
 */
public final class PromQlText {

    private static final Pattern STRINGS_AND_COMMENTS =
            Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`|#[^\\n]*");
    private static final Pattern RANGE = Pattern.compile("\\[([^\\]:]*)(?::[^\\]]*)?]");
    private static final Pattern COUNTER_NAME =
            Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*_(?:total|count|sum|bucket)\\b");
    private static final Pattern AGGREGATION = Pattern.compile(
            "\\b(?:sum|avg|min|max|count|group|topk|bottomk|quantile|stddev|stdvar)\\s*\\(", Pattern.CASE_INSENSITIVE);

    private final String code;

    public PromQlText(String expression) {
        this.code = STRINGS_AND_COMMENTS.matcher(expression).replaceAll("\"\"");
    }

    /**
     * The longest range; empty without any.
     *
     * @throws InvalidQuantity if one is no duration
     */
    public Optional<Duration> longestRange() {
        return ranges().stream().max(Duration::compareTo);
    }

    private List<Duration> ranges() {
        var ranges = new ArrayList<Duration>();
        var found = RANGE.matcher(code);
        while (found.find()) {
            var text = found.group(1).strip();
            // A number is seconds; a year has 365 days (Prometheus, "Querying basics", Float literals and time
            // durations).
            var seconds = text.matches("\\d+(\\.\\d+)?") ? text + "s" : text;
            var years = seconds.matches("\\d+y") ? 365 * Long.parseLong(seconds.replace("y", "")) + "d" : seconds;
            ranges.add(TimeSpan.parse(years).toDuration());
        }
        return ranges;
    }

    boolean hasRange() {
        return code.contains("[");
    }

    /** The name of a counter in it, by the naming rules of Prometheus. */
    Optional<String> counter() {
        var found = COUNTER_NAME.matcher(code);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    /** Whether it adds up series of which nobody can tell any more when one of them starts anew. */
    boolean addsUpAll() {
        return AGGREGATION.matcher(code).find();
    }
}
