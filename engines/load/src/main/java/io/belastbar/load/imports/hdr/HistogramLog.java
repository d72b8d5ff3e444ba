package io.belastbar.load.imports.hdr;

import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.context.Notes;
import io.belastbar.load.imports.source.EncodedSeconds;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.LineReader;
import io.belastbar.load.imports.source.Row;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * Reads an HdrHistogram log: comments, an optional start and base time, a legend, then one compressed histogram per
 * interval and tag. A tag becomes a step. The unit of the values is told by the caller, by a comment ({@code #UNITS: us}),
 * or guessed from the first of them.
 */
public final class HistogramLog {

    private static final Pattern TIME = Pattern.compile("#\\[(StartTime|BaseTime): (\\d+(?:\\.\\d+)?) .*");
    private static final double YEAR_SECONDS = Duration.ofDays(365).toSeconds();
    private static final double SPAN_MAX_SECONDS = Duration.ofDays(1).toSeconds();
    private static final String NO_TAG = "all requests";
    private static final int SEEN_ENOUGH = 10_000;
    private static final int WAITING_VALUES_MAX = 200_000;

    private record Interval(int second, CellKey key, LogValues values) {}

    private final ImportContext context;
    private final Faults faults = new Faults("the histogram log");
    private final LineReader lines;
    private final Map<String, Integer> steps = new LinkedHashMap<>();
    private final EncodedSeconds seconds = new EncodedSeconds();
    private final ValueScale scale;
    private final List<Interval> waiting = new ArrayList<>();
    private int waitingValues;
    private Double startTime;
    private Double baseTime;
    private double firstStart = Double.NaN;
    private double lastEnd;
    private double longestInterval;

    public HistogramLog(InputStream in, ImportContext context) {
        this.context = context;
        this.lines = new LineReader(in, context.limits().lineBytesMax(), faults);
        this.scale = new ValueScale(context.unitOrNull());
    }

    public RunResult read() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("#")) {
                time(line);
                scale.comment(line);
            } else if (!line.isBlank() && !line.startsWith("\"StartTimestamp\"")) {
                Row row = Row.split(lines.number(), line, ',');
                try {
                    interval(row);
                } catch (FieldFault fault) {
                    faults.addUnlessCut(fault, lines.isCut() && row.endsIn(fault));
                }
            }
        }
        faults.throwIfAny();
        if (steps.isEmpty()) {
            throw faults.fatal(new FieldFault(1, null, "line", "must be followed by at least one interval", "none"));
        }
        addWaiting();
        scale.check();
        return result();
    }

    private void time(String line) {
        Matcher matcher = TIME.matcher(line);
        if (matcher.matches()) {
            double time = Double.parseDouble(matcher.group(2));
            startTime = matcher.group(1).equals("StartTime") ? Double.valueOf(time) : startTime;
            baseTime = matcher.group(1).equals("BaseTime") ? Double.valueOf(time) : baseTime;
        }
    }

    private void interval(Row row) {
        boolean tagged = row.text(0, "Tag").startsWith("Tag=");
        int first = tagged ? 1 : 0;
        String tag = tagged ? row.text(0, "Tag").substring("Tag=".length()) : NO_TAG;
        double start = absolute(row.decimal(first, "StartTimestamp"));
        double length = row.decimal(first + 1, "Interval_Length");
        row.decimal(first + 2, "Interval_Max");
        if (length < 0 || length > SPAN_MAX_SECONDS) {
            throw row.fault(first + 1, "Interval_Length", "must be from 0 s to one day");
        }
        firstStart = Double.isNaN(firstStart) ? (startTime == null ? start : Math.min(start, startTime)) : firstStart;
        double offset = start - Math.floor(firstStart);
        if (offset < 0 || offset > SPAN_MAX_SECONDS) {
            throw row.fault(first, "StartTimestamp", "must not lie before the start or a day after it");
        }
        LogValues values = HistogramPayload.decode(row, first + 3);
        scale.seen(values, length == 0 ? Double.NaN : start + length - firstStart);
        waiting.add(new Interval((int) offset, new CellKey(step(row, tag), 0), values));
        waitingValues += values.size();
        if (!scale.isOpen() || scale.seen() >= SEEN_ENOUGH || waitingValues >= WAITING_VALUES_MAX) {
            addWaiting();
        }
        lastEnd = Math.max(lastEnd, start + length);
        longestInterval = Math.max(longestInterval, length);
    }

    /** Of all intervals of which the unit is known now. */
    private void addWaiting() {
        for (Interval interval : waiting) {
            Histogram micros = interval.values().micros(scale.microsPerUnit(interval.values()));
            Cell cell = Cell.of(micros, micros.copy());
            cell.started(micros.getTotalCount());
            seconds.add(interval.second(), interval.key(), cell);
        }
        waiting.clear();
        waitingValues = 0;
    }

    private double absolute(double time) {
        if (baseTime != null) {
            return baseTime + time;
        }
        boolean relative = startTime != null && time < startTime - YEAR_SECONDS;
        return relative ? startTime + time : time;
    }

    private int step(Row row, String tag) {
        Integer known = steps.get(tag);
        if (known == null && steps.size() >= context.limits().stepsMax()) {
            throw faults.fatal(row.fault(
                    0, "Tag", "must be one of at most " + context.limits().stepsMax()));
        }
        return steps.computeIfAbsent(tag, none -> steps.size());
    }

    private RunResult result() {
        double duration = Math.max(0.001, lastEnd - firstStart);
        RunIdentity identity = new RunIdentity(
                context.runId(),
                context.system(),
                context.scenario(),
                0,
                "",
                Instant.ofEpochSecond((long) Math.floor(firstStart)),
                Duration.ofMillis(Math.round(duration * 1_000)));
        return new RunResult(
                identity,
                new Provenance("hdrhistogram", "", context.source(), notes()),
                steps.keySet().stream().map(tag -> new StepInfo(tag, tag, tag)).toList(),
                List.of(""),
                seconds.series(new TreeMap<>()),
                seconds.totals(),
                GeneratorReport.UNKNOWN);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.addAll(faults.notes());
        notes.add("The log does not say whether times count from the intended start or from the send; response time and"
                + " service time are the same here.");
        notes.add(scale.note());
        notes.add("Errors, bytes and users are not in the file.");
        notes.add(Notes.LOAD_AS_SENT);
        if (startTime == null && firstStart < YEAR_SECONDS) {
            notes.add("The log names no start time; the run is shown as of 1970.");
        }
        if (longestInterval > 1.5) {
            notes.add("An interval lasts up to " + Math.round(longestInterval)
                    + " s; all its requests are shown in its first second.");
        }
        return notes;
    }
}
