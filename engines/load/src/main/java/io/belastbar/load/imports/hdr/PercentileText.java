package io.belastbar.load.imports.hdr;

import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.LineReader;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * Reads the percentile distribution that wrk2 prints with {@code --latency}, or the same table as HdrHistogram prints
 * it: value in milliseconds, percentile, cumulative count. Exact at the percentiles that are listed; in between, a value
 * counts as the next listed one.
 */
public final class PercentileText {

    private static final Pattern ROW = Pattern.compile(
            "\\s*(\\d+(?:\\.\\d+)?)\\s+([01]\\.\\d+)\\s+(\\d+)(?:\\s+(?:\\d+(?:\\.\\d+)?|inf|Infinity))?\\s*");
    private static final Pattern TITLE = Pattern.compile("\\s*Value\\s+Percentile\\s+TotalCount.*");
    private static final Pattern RUNNING = Pattern.compile("\\s*Running \\S+ test @ (\\S+)\\s*");
    private static final Pattern REQUESTS = Pattern.compile("\\s*(\\d+) requests in .*");
    private static final Pattern RATE = Pattern.compile("\\s*Requests/sec:\\s*(\\d+(?:\\.\\d+)?)\\s*");
    private static final Pattern STATUS = Pattern.compile("\\s*Non-2xx or 3xx responses: (\\d+)\\s*");
    private static final Pattern SOCKET =
            Pattern.compile("\\s*Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)\\s*");
    private static final long MILLIS_MAX = Duration.ofHours(1).toMillis();

    private final ImportContext context;
    private final Faults faults = new Faults("the percentile distribution");
    private final LineReader lines;
    private final Histogram micros = new Histogram(Cell.SIGNIFICANT_DIGITS);
    private boolean inTable;
    private boolean fromWrk2;
    private long counted;
    private double lastValue;
    private long requests;
    private double rate;
    private long statusErrors;
    private String target = "";
    private String socketErrors = "";

    public PercentileText(InputStream in, ImportContext context) {
        this.context = context;
        this.lines = new LineReader(in, context.limits().lineBytesMax(), faults);
    }

    public RunResult read() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            try {
                read(line);
            } catch (FieldFault fault) {
                faults.add(fault);
            }
        }
        faults.throwIfAny();
        if (counted == 0) {
            throw faults.fatal(new FieldFault(
                    1,
                    null,
                    "line",
                    "must be followed by a detailed percentile table; run wrk2 with --latency",
                    "none"));
        }
        return result();
    }

    private void read(String line) {
        if (TITLE.matcher(line).matches()) {
            inTable = true;
        } else if (line.startsWith("#[") || line.stripLeading().startsWith("#[")) {
            inTable = false;
        } else if (inTable && !line.isBlank()) {
            row(line);
        } else {
            summary(line);
        }
    }

    private void row(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            throw new FieldFault(lines.number(), 1, "row", "must be value, percentile and total count", line.strip());
        }
        double value = Double.parseDouble(row.group(1));
        long total = Long.parseLong(row.group(3));
        if (value < lastValue || value > MILLIS_MAX) {
            throw new FieldFault(
                    lines.number(), row.start(1) + 1, "Value", "must not fall, and be at most an hour", row.group(1));
        }
        if (total < counted) {
            throw new FieldFault(lines.number(), row.start(3) + 1, "TotalCount", "must not fall", row.group(3));
        }
        if (total > counted) {
            micros.recordValueWithCount(Math.round(value * 1_000), total - counted);
        }
        counted = total;
        lastValue = value;
    }

    private void summary(String line) {
        Matcher running = RUNNING.matcher(line);
        Matcher done = REQUESTS.matcher(line);
        Matcher perSecond = RATE.matcher(line);
        Matcher status = STATUS.matcher(line);
        if (running.matches()) {
            fromWrk2 = true;
            target = running.group(1);
        } else if (done.matches()) {
            requests = Long.parseLong(done.group(1));
        } else if (perSecond.matches()) {
            rate = Double.parseDouble(perSecond.group(1));
        } else if (status.matches()) {
            statusErrors = Long.parseLong(status.group(1));
        } else if (SOCKET.matcher(line).matches()) {
            socketErrors = line.strip();
        }
    }

    private RunResult result() {
        Cell cell = Cell.of(micros, micros.copy());
        cell.started(counted);
        cell.addErrors(ErrorClass.UNEXPECTED_STATUS, statusErrorsCounted());
        Duration duration =
                rate > 0 ? Duration.ofMillis(Math.max(1, Math.round(counted / rate * 1_000))) : Duration.ZERO;
        Instant startedAt = context.receivedAt().minus(duration);
        StepInfo step = target.isEmpty()
                ? new StepInfo("all requests", "all requests", "all requests")
                : new StepInfo(target, target, target);
        Provenance provenance = new Provenance(fromWrk2 ? "wrk2" : "hdrhistogram", "", context.source(), notes());
        RunIdentity identity =
                new RunIdentity(context.runId(), context.system(), context.scenario(), 0, target, startedAt, duration);
        return RunResult.of(identity, provenance, step, cell);
    }

    /** wrk2 counts failed statuses over the whole run, the histogram without the calibration. */
    private long statusErrorsCounted() {
        return requests <= counted
                ? Math.min(statusErrors, counted)
                : Math.round((double) statusErrors * counted / requests);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("Percentiles that are not listed count as the next listed one above.");
        notes.add("The file has no values over time; it was taken to end when it was received.");
        if (fromWrk2) {
            notes.add(
                    "Times count from the intended start, as in wrk2; the service time is not in the file and is shown"
                            + " equal to the response time.");
            notes.add("The duration is that of the measured part: " + counted + " of " + Math.max(requests, counted)
                    + " requests; wrk2 leaves out its calibration.");
        } else {
            notes.add("Values were taken as milliseconds; response time and service time are the same here.");
        }
        if (statusErrors > 0) {
            notes.add("Of the whole run, " + statusErrors + " responses were neither 2xx nor 3xx; the errors shown are"
                    + " the measured part's share.");
        }
        if (!socketErrors.isEmpty()) {
            notes.add("wrk2 reported: " + socketErrors + ". These requests have no time and are not counted.");
        }
        return notes;
    }
}
