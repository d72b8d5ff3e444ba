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

/**
 * Reads the percentile distribution that wrk2 prints with {@code --latency}, or the same table as HdrHistogram prints
 * it. With {@code -U}, wrk2 prints a second one, of times that count from the send. Exact at the percentiles that are
 * listed; in between, values are placed by the mean under the table.
 */
public final class PercentileText {

    private static final Pattern TITLE = Pattern.compile("\\s*Value\\s+Percentile\\s+TotalCount.*");
    private static final Pattern MEAN = Pattern.compile("\\s*#\\[Mean\\s*=\\s*(\\d{1,15}(?:\\.\\d+)?)\\s*,.*");
    private static final Pattern CORRECTED = Pattern.compile(".*HdrHistogram - Recorded Latency.*");
    private static final Pattern UNCORRECTED = Pattern.compile(".*HdrHistogram - Uncorrected Latency.*");
    private static final Pattern RUNNING = Pattern.compile("\\s*Running \\S+ test @ (\\S+)\\s*");
    private static final Pattern REQUESTS = Pattern.compile("\\s*(\\d+) requests in .*");
    private static final Pattern RATE = Pattern.compile("\\s*Requests/sec:\\s*(\\d+(?:\\.\\d+)?)\\s*");
    private static final Pattern STATUS = Pattern.compile("\\s*Non-2xx or 3xx responses: (\\d+)\\s*");
    private static final Pattern SOCKET =
            Pattern.compile("\\s*Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)\\s*");
    private static final long SECONDS_MAX = Duration.ofDays(7).toSeconds();

    private final ImportContext context;
    private final Faults faults = new Faults("the percentile distribution");
    private final LineReader lines;
    private PercentileTable corrected;
    private PercentileTable uncorrected;
    private PercentileTable open;
    private boolean nextIsUncorrected;
    private boolean fromWrk2;
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
        PercentileTable table = corrected == null ? uncorrected : corrected;
        if (table == null) {
            throw faults.fatal(new FieldFault(
                    1,
                    null,
                    "line",
                    "must be followed by a detailed percentile table; run wrk2 with --latency",
                    "none"));
        }
        if (table.faultOrNull() != null) {
            faults.add(table.faultOrNull());
        }
        faults.throwIfAny();
        return result(new PercentileRun(corrected, uncorrected, fromWrk2, context.unitOrNull()));
    }

    private void read(String line) {
        if (TITLE.matcher(line).matches()) {
            open = new PercentileTable(lines.number());
            table();
        } else if (line.stripLeading().startsWith("#[") || line.startsWith("-----")) {
            mean(line);
            open = null;
        } else if (open != null && !line.isBlank()) {
            open.add(lines.number(), line);
        } else {
            heading(line);
            summary(line);
        }
    }

    private void mean(String line) {
        Matcher mean = MEAN.matcher(line);
        if (open != null && mean.matches()) {
            open.mean(Double.parseDouble(mean.group(1)));
        }
    }

    private void heading(String line) {
        boolean uncorrectedFollows = UNCORRECTED.matcher(line).matches();
        if (uncorrectedFollows || CORRECTED.matcher(line).matches()) {
            nextIsUncorrected = uncorrectedFollows;
            fromWrk2 = true;
        }
    }

    private void table() {
        PercentileTable known = nextIsUncorrected ? uncorrected : corrected;
        if (known != null) {
            throw faults.fatal(new FieldFault(
                    lines.number(),
                    null,
                    "table",
                    "must be the only one of its kind: the file holds the output of several runs",
                    "another one than that of line " + known.title()));
        }
        if (nextIsUncorrected) {
            uncorrected = open;
        } else {
            corrected = open;
        }
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

    private RunResult result(PercentileRun run) {
        long counted = run.response().getTotalCount();
        if (counted == 0) {
            throw faults.fatal(new FieldFault(1, null, "table", "must hold at least one request", "none"));
        }
        Cell cell = Cell.of(run.response(), run.service());
        cell.started(counted);
        cell.addErrors(ErrorClass.UNEXPECTED_STATUS, statusErrorsCounted(counted));
        Duration duration = rate > 0 && counted / rate < SECONDS_MAX
                ? Duration.ofMillis(Math.max(1, Math.round(counted / rate * 1_000)))
                : Duration.ZERO;
        Instant startedAt = context.receivedAt().minus(duration);
        StepInfo step = target.isEmpty()
                ? new StepInfo("all requests", "all requests", "all requests")
                : new StepInfo(target, target, target);
        Provenance provenance = new Provenance(
                        fromWrk2 ? "wrk2" : "hdrhistogram", "", context.source(), notes(run, counted))
                .inUnitsOf(run.resolution())
                .knowing((corrected == null ? uncorrected : corrected).percentiles());
        RunIdentity identity =
                new RunIdentity(context.runId(), context.system(), context.scenario(), 0, target, startedAt, duration);
        return RunResult.of(identity, provenance, step, cell);
    }

    /** wrk2 counts failed statuses over the whole run, the histogram without the calibration. */
    private long statusErrorsCounted(long counted) {
        return requests <= counted
                ? Math.min(statusErrors, counted)
                : Math.round((double) statusErrors * counted / requests);
    }

    private List<String> notes(PercentileRun run, long counted) {
        List<String> notes = new ArrayList<>(faults.notes());
        notes.add("The file has no values over time; it was taken to end when it was received.");
        notes.addAll(run.notes());
        if (fromWrk2 && requests > counted) {
            notes.add("The duration is that of the measured part: " + counted + " of " + requests
                    + " requests; wrk2 leaves out its calibration.");
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
