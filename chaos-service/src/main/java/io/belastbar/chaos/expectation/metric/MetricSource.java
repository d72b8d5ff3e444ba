package io.belastbar.chaos.expectation.metric;

import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.HttpReading.NotAsked;
import io.belastbar.chaos.expectation.http.HttpReading.Unanswered;
import io.belastbar.chaos.expectation.http.Request;
import io.belastbar.chaos.expectation.metric.MetricPage.Sample;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a metric stands.
 *
 * @param page of metrics, below the target's address
 * @param labels that its series has; it may have others
 * @param sum whether several series are added up
 * @param as the name of a credential; empty: nobody
 */
public record MetricSource(
        String target, String page, String metric, Map<String, String> labels, boolean sum, Optional<String> as) {

    public static final String PAGE = "/q/metrics";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final String[] FIELDS = {"target", "page", "metric", "labels", "sum", "as"};

    /** The value, or why there is none. */
    public sealed interface Value {
        /** A number, possibly infinite. */
        record Amount(double value) implements Value {}

        record None(Sentence why) implements Value {}
    }

    public MetricSource {
        labels = Map.copyOf(labels);
    }

    /** The fields of a source and these others. */
    public static String[] fieldsAnd(String... others) {
        return Stream.concat(Stream.of(FIELDS), Stream.of(others)).toArray(String[]::new);
    }

    public static MetricSource read(ExpectationFields fields) {
        String metric = fields.name("metric");
        if (!metric.isBlank() && !NAME.matcher(metric).matches()) {
            fields.fault("metric", "must be the name of a metric, such as http_server_requests_seconds_count");
        }
        Map<String, String> labels = fields.optional("labels").isPresent() ? fields.texts("labels") : Map.of();
        return new MetricSource(
                fields.name("target"),
                fields.optionalPath("page").orElse(PAGE),
                metric,
                labels,
                fields.flag("sum", false),
                fields.optionalName("as"));
    }

    /** {@code name{label="value"}}. */
    public String text() {
        if (labels.isEmpty()) {
            return metric;
        }
        List<String> each = new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                        .toList();
        return metric + "{" + String.join(",", each) + "}";
    }

    public Request request() {
        return new Request(target, "GET", page, Optional.empty(), as, Optional.empty(), Request.TIMEOUT);
    }

    /** What a page says. Several series without {@code sum} are none: which is meant is not known. */
    public Value in(HttpReading reading) {
        return switch (reading) {
            case NotAsked notAsked -> none("not asked: " + notAsked.reason(), "nicht gefragt: " + notAsked.reason());
            case Unanswered silent ->
                none(
                        target + " did not answer: " + silent.reason(),
                        target + " hat nicht geantwortet: " + silent.reason());
            case Answered answered ->
                answered.status() == 200
                        ? in(MetricPage.read(answered.body()))
                        : none(
                                target + page + " answered " + answered.status(),
                                target + page + " hat " + answered.status() + " geantwortet");
        };
    }

    private Value in(MetricPage page) {
        List<Sample> found = page.matching(metric, labels);
        if (found.isEmpty()) {
            return none(target + " tells of no " + text(), target + " nennt kein " + text());
        }
        if (found.size() > 1 && !sum) {
            return none(
                    found.size() + " series of " + target + " match " + text() + ": give more labels, or sum: true",
                    found.size() + " Reihen von " + target + " passen auf " + text()
                            + ": mehr Labels angeben oder sum: true");
        }
        double value = found.stream().mapToDouble(Sample::value).sum();
        return Double.isNaN(value)
                ? none(text() + " is no number", text() + " ist keine Zahl")
                : new Value.Amount(value);
    }

    private static Value none(String english, String german) {
        return new Value.None(new Sentence(english, german));
    }
}
