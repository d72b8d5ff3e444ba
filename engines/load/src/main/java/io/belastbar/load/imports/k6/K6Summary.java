package io.belastbar.load.imports.k6;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.context.Notes;
import io.belastbar.load.imports.source.CappedStream;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.SlicedValues;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * Reads k6's summary at the end of a test: the file of {@code --summary-export} (values directly under the metric), the
 * data of {@code handleSummary} (values under {@code values}), or the machine-readable summary that succeeds both
 * (metrics as a list). It holds quantiles only, for all requests together.
 */
public final class K6Summary {

    private static final int RECEIVED_MAX = 120;
    private static final long BYTES_MAX = 8L << 20;
    private static final long REQUESTS_MAX = 10_000_000_000L;
    private static final Pattern PERCENTILE = Pattern.compile("p\\((\\d+(?:\\.\\d+)?)\\)");
    private static final StepInfo ALL = new StepInfo("all requests", "all requests", "all requests");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ImportContext context;
    private final Faults faults = new Faults("the k6 summary");

    public K6Summary(ImportContext context) {
        this.context = context;
    }

    public RunResult read(InputStream in) throws IOException {
        JsonNode root = parse(in);
        try {
            return result(root, K6Metrics.of(root));
        } catch (FieldFault fault) {
            throw faults.fatal(fault);
        }
    }

    private RunResult result(JsonNode root, K6Metrics metrics) {
        long count = Math.round(metrics.number("http_reqs", "count", 1, REQUESTS_MAX));
        TreeMap<Double, Double> known = quantiles(metrics);
        KnownQuantiles quantiles = new KnownQuantiles(count, micros(known));
        Histogram histogram = quantiles.histogram(Cell.SIGNIFICANT_DIGITS, meanMicros(metrics));
        Cell cell = Cell.of(histogram, histogram.copy());
        cell.started(count);
        cell.addErrors(ErrorClass.OTHER, failed(metrics, count));
        cell.addBytes(
                Math.round(metrics.numberOr("data_sent", "count", 0)),
                Math.round(metrics.numberOr("data_received", "count", 0)));
        Duration duration = duration(root, metrics, count);
        Optional<Instant> generatedAt = generatedAt(root);
        Instant startedAt = generatedAt.orElse(context.receivedAt()).minus(duration);
        List<String> notes = notes(metrics, known, quantiles);
        mean(metrics, histogram).ifPresent(notes::add);
        notes.addAll(displaced(quantiles, known, count));
        if (generatedAt.isEmpty()) {
            notes.add("The time of the run is not in the file; it was taken to end when the file was received.");
        }
        notes.addAll(metrics.thresholds());
        Provenance provenance = new Provenance(
                        "k6",
                        root.path("metadata").path("k6_version").asText(""),
                        context.source(),
                        notes,
                        highestPercentile(known))
                .knowing(known.keySet().stream()
                        .filter(percent -> percent > 0 && percent < 100)
                        .toList());
        RunIdentity identity =
                new RunIdentity(context.runId(), context.system(), context.scenario(), 0, "", startedAt, duration);
        return RunResult.of(identity, provenance, ALL, cell);
    }

    /** Percent to milliseconds; ascending in both. */
    private static TreeMap<Double, Double> quantiles(K6Metrics metrics) {
        TreeMap<Double, Double> known = new TreeMap<>();
        for (String name : metrics.names("http_req_duration")) {
            Matcher percentile = PERCENTILE.matcher(name);
            if (percentile.matches() && Double.parseDouble(percentile.group(1)) <= 100) {
                known.put(Double.valueOf(percentile.group(1)), metrics.duration(name));
            } else if (name.equals("med")) {
                known.put(50.0, metrics.duration(name));
            }
        }
        if (known.isEmpty()) {
            throw new FieldFault(1, null, K6Metrics.DURATION, "must have med or a percentile such as p(95)", "none");
        }
        if (metrics.has("http_req_duration", "min")) {
            known.putIfAbsent(0.0, metrics.duration("min"));
        }
        if (metrics.has("http_req_duration", "max")) {
            known.putIfAbsent(100.0, metrics.duration("max"));
        }
        double before = 0;
        for (Map.Entry<Double, Double> each : known.entrySet()) {
            if (each.getValue() < before) {
                throw new FieldFault(
                        1, null, K6Metrics.DURATION, "must not fall as the percentile rises", known.toString());
            }
            before = each.getValue();
        }
        return known;
    }

    private static TreeMap<Double, Long> micros(TreeMap<Double, Double> millis) {
        TreeMap<Double, Long> micros = new TreeMap<>();
        millis.forEach((percent, value) -> micros.put(percent, Math.round(value * 1_000)));
        return micros;
    }

    private static Optional<Instant> generatedAt(JsonNode root) {
        try {
            String text = root.path("metadata").path("generated_at").asText("");
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** In a k6 rate, {@code passes} or {@code matches} count the values that were true: here, the requests that failed. */
    private static long failed(K6Metrics metrics, long count) {
        double matches = metrics.numberOr("http_req_failed", "matches", -1);
        double passes = metrics.numberOr("http_req_failed", "passes", matches);
        double rate = metrics.numberOr("http_req_failed", "rate", metrics.numberOr("http_req_failed", "value", 0));
        long failed = Math.round(passes >= 0 ? passes : rate * count);
        if (failed < 0 || failed > count) {
            throw new FieldFault(
                    1, null, "metrics/http_req_failed", "must be from 0 to the number of requests", "" + failed);
        }
        return failed;
    }

    private Duration duration(JsonNode root, K6Metrics metrics, long count) {
        double seconds = root.path("config").path("duration").asDouble(0);
        double millis = root.path("state").path("testRunDurationMs").asDouble(seconds * 1_000);
        double rate = metrics.numberOr("http_reqs", "rate", 0);
        double known = millis > 0 ? millis : rate > 0 ? count / rate * 1_000 : 0;
        if (known <= 0 || known > Duration.ofDays(7).toMillis()) {
            throw new FieldFault(
                    1, null, "metrics/http_reqs/rate", "must be above 0, and the run at most seven days", "" + rate);
        }
        return Duration.ofMillis(Math.max(1, Math.round(known)));
    }

    private static double highestPercentile(TreeMap<Double, Double> known) {
        return known.lastKey() < 100 ? known.lastKey() : known.lowerKey(100.0);
    }

    private static List<String> notes(K6Metrics metrics, TreeMap<Double, Double> known, KnownQuantiles quantiles) {
        List<String> notes = new ArrayList<>();
        notes.add("Only these percentiles of the response time were measured: "
                + String.join(
                        ", ", known.keySet().stream().map(K6Summary::percent).toList())
                + ". Percentiles between them are interpolated; above " + percent(highestPercentile(known))
                + (known.containsKey(100.0) && !quantiles.displaced().contains(100.0)
                        ? " only the maximum is known, and nothing else is shown."
                        : " nothing is shown, and the maximum that is shown is a lower bound."));
        if (!known.containsKey(0.0)) {
            notes.add("Below " + percent(known.firstKey())
                    + " nothing is known, and what is shown there was not measured.");
        }
        notes.add("The summary does not tell the times of failed requests apart: they are among the others.");
        notes.add("The summary has no values over time and none per request name.");
        notes.add(Notes.FROM_THE_SEND);
        notes.add(Notes.K6_DURATION);
        return notes;
    }

    /** Null where the file does not tell it as a number. */
    private static Double meanMicros(K6Metrics metrics) {
        return metrics.has("http_req_duration", "avg") ? metrics.duration("avg") * 1_000 : null;
    }

    private static Optional<String> mean(K6Metrics metrics, Histogram histogram) {
        Double told = meanMicros(metrics);
        if (told == null) {
            return Optional.empty();
        }
        String k6s = "k6's mean is " + told / 1_000 + " ms";
        return Optional.of(
                SlicedValues.hasMean(histogram, told)
                        ? k6s + "; what lies between the percentiles was placed so that it comes out."
                        : k6s + ", which its percentiles do not allow; the mean shown is "
                                + Math.round(histogram.getMean()) / 1_000.0 + " ms.");
    }

    private static List<String> displaced(KnownQuantiles quantiles, TreeMap<Double, Double> known, long count) {
        return quantiles.displaced().stream()
                .map(
                        percent -> "k6's " + percent(percent) + " is " + known.get(percent) + " ms. With " + count
                                + " requests it would stand at the same one as another percentile, which is shown in its place.")
                .toList();
    }

    private static String percent(double percent) {
        return percent == 0 ? "min" : percent == 100 ? "max" : "p" + (percent % 1 == 0 ? "" + (long) percent : percent);
    }

    private JsonNode parse(InputStream in) throws IOException {
        try {
            JsonNode root = JSON.readTree(
                    new CountedTokens(JSON.createParser(new CappedStream(in, BYTES_MAX, "a k6 summary"))));
            if (K6Metrics.of(root) != null) {
                return root;
            }
            String start = root.toString();
            throw faults.fatal(new FieldFault(
                    1,
                    1,
                    "metrics",
                    "must be there, as in a summary of k6",
                    start.length() > RECEIVED_MAX ? start.substring(0, RECEIVED_MAX) + "…" : start));
        } catch (JsonProcessingException broken) {
            int line = broken.getLocation() == null ? 1 : broken.getLocation().getLineNr();
            int column = broken.getLocation() == null ? 1 : broken.getLocation().getColumnNr();
            throw faults.fatal(
                    new FieldFault(line, column, "body", "must be one JSON object", broken.getOriginalMessage()));
        }
    }
}
