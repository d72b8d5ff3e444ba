package io.belastbar.load.imports.content;

import io.belastbar.document.InvalidInput;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files of other tools that are not read: told apart so that the answer names the tool and says what would work.
 *
 * @param what the file in words
 * @param insteadOf what to send in its place
 */
public record ForeignFile(String what, String insteadOf) {

    private static final String HISTOGRAM =
            "write its times into an HdrHistogram log, or into a JTL as CSV (timeStamp,elapsed,label,success)";
    private static final String CSV =
            "write its rows as a JTL as CSV: timeStamp,elapsed,label,success with whole milliseconds";
    private static final String AGAIN = "run it again with k6, JMeter, Gatling or wrk2, or with Belastbar itself";

    private record Mark(Pattern pattern, ForeignFile file) {}

    private static final List<Mark> MARKS = List.of(
            json("vegeta JSON (vegeta encode)", CSV, "attack", "seq", "latency"),
            json("a vegeta report (vegeta report -type=json)", HISTOGRAM, "latencies", "bytes_in", "status_codes"),
            json(
                    "an Artillery report",
                    "artillery keeps no single requests: " + AGAIN,
                    "aggregate",
                    "(?:counters|latencies)"),
            json(
                    "a Prometheus answer",
                    "it holds metrics of the target and no requests: " + AGAIN,
                    "status",
                    "resultType"),
            json("an oha report", HISTOGRAM, "summary", "(?:successRate|requestsPerSec)"),
            json("an autocannon report", HISTOGRAM, "latency", "throughput", "non2xx"),
            json("a bombardier report", HISTOGRAM, "spec", "numberOfConnections"),
            json("a Fortio result", HISTOGRAM, "RunType", "DurationHistogram"),
            json("a HAR file of a browser", CSV, "log", "creator", "entries"),
            json("Gatling's stats.json, which holds sums only", "send simulation.log", "type", "path", "contents"),
            json("JMeter's statistics.json, which holds sums only", "send the JTL", "transaction", "sampleCount"),
            json("a Hyperfoil report", HISTOGRAM, "stats", "phase", "histogram"),
            json(
                    "a report of Belastbar",
                    "its run is stored already where it was made",
                    "run",
                    "highestKnownPercentile"),
            start("hey CSV (hey -o csv)", CSV, "response-time,DNS\\+dialup,"),
            start(
                    "Locust statistics as CSV",
                    "locust keeps no single requests there: " + CSV,
                    "\"?(?:Type|Method)\"?,\"?Name\"?,"),
            start(
                    "Locust's history as CSV",
                    "locust keeps no single requests there: " + CSV,
                    "\"?Timestamp\"?,\"?User Count\"?,"),
            start("ab's percentiles as CSV (ab -e)", CSV, "Percentage served,Time in ms"),
            start("ab's table (ab -g)", CSV, "starttime\\tseconds\\tctime\\tdtime\\tttime\\twait"),
            line("output of ab (ApacheBench)", "take ab -g and " + CSV, "This is ApacheBench|^Server Software:"),
            line("output of pgbench", "take pgbench -l and " + CSV, "^transaction type: |^pgbench \\("),
            start("a pgbench log (pgbench -l)", CSV, "\\d{1,6} \\d+ \\w+ \\d+ 1\\d{9} \\d{1,6}(?: \\d+)*\\r?(?:\\n|$)"),
            start(
                    "pgbench's sums of intervals (pgbench -l --aggregate-interval)",
                    "leave that option out and " + CSV,
                    "1\\d{9}(?: \\d+){5,}\\r?(?:\\n|$)"),
            line("output of oha", HISTOGRAM, "^\\s+Success rate:\\s"),
            line(
                    "output of hey",
                    "take hey -o csv and " + CSV,
                    "^Response time histogram:|^Summary:\\s+Total:\\s+[\\d.]+ secs"),
            start("vegeta CSV (vegeta encode --to csv)", CSV, "1\\d{18},\\d{1,3},\\d+,\\d+,\\d+,"),
            line(
                    "a percentile table of HdrHistogram as CSV",
                    "print it as text (outputPercentileDistribution without useCsvFormat), or send the histogram log",
                    "^\"?Value\"?,\"?Percentile\"?,\"?TotalCount\"?"),
            line("output of siege", CSV, "^Transactions:\\s+\\d+ hits"),
            line("output of vegeta (vegeta report)", HISTOGRAM, "^Requests\\s+\\[total, rate"),
            line("k6's summary as text", "run k6 with --summary-export or --out json", "http_req_duration\\.{3,}"),
            start(
                    "JMeter's aggregate report as CSV, which holds sums only",
                    "send the JTL",
                    "\"?Label\"?,\"?# Samples\"?,"),
            start("a page of HTML", "send the file that the tool wrote it from", "(?i)<!doctype html|<html"),
            start("test results of JUnit", "they hold no requests: " + AGAIN, "(?:<\\?xml[^>]*>\\s*)?<testsuites?\\b"));

    /** What the file is; empty if that cannot be told, or it can be read. */
    public static Optional<ForeignFile> of(String head) {
        return MARKS.stream()
                .filter(mark -> mark.pattern().matcher(head).find())
                .findFirst()
                .map(Mark::file);
    }

    public InvalidInput refused() {
        return InvalidInput.of("the file", "is " + what + ", which cannot be read: " + insteadOf, what);
    }

    /** JSON with all these keys. */
    private static Mark json(String what, String insteadOf, String... keys) {
        StringBuilder pattern = new StringBuilder("^\\s*[\\[{]");
        for (String key : keys) {
            pattern.append("(?=[\\s\\S]*\"").append(key).append("\"\\s*:)");
        }
        return new Mark(Pattern.compile(pattern.toString()), new ForeignFile(what, insteadOf));
    }

    private static Mark start(String what, String insteadOf, String pattern) {
        return new Mark(Pattern.compile("^\\s*(?:" + pattern + ")"), new ForeignFile(what, insteadOf));
    }

    private static Mark line(String what, String insteadOf, String pattern) {
        return new Mark(Pattern.compile(pattern, Pattern.MULTILINE), new ForeignFile(what, insteadOf));
    }
}
