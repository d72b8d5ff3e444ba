package io.belastbar.load.imports.gatling;

import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.context.ImportedFailures;
import io.belastbar.load.imports.context.Notes;
import io.belastbar.load.imports.source.ErrorTexts;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.ImportedRequest;
import io.belastbar.load.imports.source.LineReader;
import io.belastbar.load.imports.source.Row;
import io.belastbar.load.imports.source.Samples;
import io.belastbar.load.imports.source.StepNames;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.StepInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Gatling's {@code simulation.log} as text, tab-separated, versions 3.0 to 3.12. Up to 3.3 USER, REQUEST and
 * GROUP lines carry a user id; from 3.4 they do not. From 3.13 the file is binary and only Gatling itself can read it.
 */
public final class GatlingLog {

    private static final Pattern VERSION = Pattern.compile("3\\.(\\d+)(\\..*)?");
    private static final Pattern FOUND = Pattern.compile("status\\.find.*\\bfound (\\d{3})\\b");
    private static final int BINARY_SINCE_MINOR = 13;
    private static final int WITHOUT_USER_ID_SINCE_MINOR = 4;
    private static final String NO_TIME = String.valueOf(Long.MIN_VALUE);
    private static final String BINARY = "must be a text log: from 3.13 on, Gatling writes simulation.log in a binary"
            + " form of its own; run with Gatling 3.12 or import its requests as JTL or HdrHistogram";

    private final ImportContext context;
    private final Faults faults = new Faults("the Gatling log");
    private final LineReader lines;
    private final Samples samples;
    private final ImportedFailures failures = new ImportedFailures();
    private String version;
    private boolean userIds;
    private int usersActive;
    private long errorsOutsideRequests;
    private long withoutEnd;

    public GatlingLog(InputStream in, ImportContext context) {
        this.context = context;
        this.lines = new LineReader(in, context.limits().lineBytesMax(), faults);
        this.samples = new Samples(context.limits(), faults);
    }

    public RunResult read() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (lines.number() == 1 && line.indexOf('\0') >= 0) {
                throw faults.fatal(new FieldFault(1, 1, "line", BINARY, "binary data"));
            }
            if (!line.isBlank()) {
                Row row = Row.split(lines.number(), line, '\t');
                try {
                    read(row);
                } catch (FieldFault fault) {
                    faults.addUnlessCut(fault, lines.isCut() && row.endsIn(fault));
                }
            }
        }
        return failures.in(samples.result(
                context.runId(),
                context.system(),
                context.scenario(),
                new Provenance("gatling", version == null ? "" : version, context.source(), notes())));
    }

    private void read(Row row) {
        String kind = row.text(0, "record");
        if (version == null && !kind.equals("RUN") && !kind.equals("ASSERTION")) {
            throw faults.fatal(new FieldFault(row.line(), 1, "record", "must come after the RUN line", kind));
        }
        switch (kind) {
            case "RUN" -> run(row);
            case "USER" -> user(row);
            case "REQUEST" -> request(row);
            case "ERROR" -> errorsOutsideRequests++;
            case "GROUP", "ASSERTION" -> {
                // Sums of requests that are read one by one, and conditions that were judged there.
            }
            default -> throw row.fault(0, "record", "must be RUN, USER, REQUEST, GROUP, ERROR or ASSERTION");
        }
    }

    private void run(Row row) {
        String found = row.text(row.size() - 1, "version").strip();
        Matcher matcher = VERSION.matcher(found);
        if (row.size() < 6 || !matcher.matches() || Integer.parseInt(matcher.group(1)) >= BINARY_SINCE_MINOR) {
            FieldFault fault = row.fault(row.size() - 1, "version", "must be a Gatling version from 3.0 to 3.12");
            throw faults.fatal(fault);
        }
        version = found;
        userIds = Integer.parseInt(matcher.group(1)) < WITHOUT_USER_ID_SINCE_MINOR;
    }

    private void user(Row row) {
        int event = userIds ? 3 : 2;
        String what = row.text(event, "event");
        long atMillis = millis(row, userIds && what.equals("END") ? 5 : event + 1, "timestamp");
        switch (what) {
            case "START" -> usersActive++;
            case "END" -> usersActive--;
            default -> throw row.fault(event, "event", "must be START or END");
        }
        samples.users(atMillis * 1_000, Math.max(0, usersActive));
    }

    private void request(Row row) {
        int groups = userIds ? 2 : 1;
        String name = row.text(groups + 1, "name");
        if (row.text(groups + 3, "end").equals(NO_TIME)) {
            withoutEnd++;
            return;
        }
        long start = millis(row, groups + 2, "start");
        long end = millis(row, groups + 3, "end");
        if (end < start) {
            throw row.fault(groups + 3, "end", "must not lie before the start");
        }
        if ((end - start) * 1_000 > ImportedRequest.DURATION_MAX_MICROS) {
            throw row.fault(groups + 3, "end", "must lie at most 35 minutes after the start");
        }
        String status = row.text(groups + 4, "status").strip();
        if (!status.equals("OK") && !status.equals("KO")) {
            throw row.fault(groups + 4, "status", "must be OK or KO");
        }
        String message = row.size() > groups + 5 ? row.text(groups + 5, "message") : "";
        ErrorClass error = status.equals("OK") ? null : errorClass(message);
        StepInfo step = StepNames.named(row.text(groups, "groups").replace(',', '/'), name);
        if (error != null) {
            failures.add(step, error, found(message), message);
        }
        samples.add(row.line(), new ImportedRequest(step, "", start * 1_000, (end - start) * 1_000, error, 0, 0));
    }

    private static long millis(Row row, int index, String field) {
        return row.number(index, field, 0, 1L << 43);
    }

    private static ErrorClass errorClass(String message) {
        return message.contains("status.find") ? ErrorClass.UNEXPECTED_STATUS : ErrorTexts.of(message);
    }

    /** The status in "status.find.is(200), but actually found 500". */
    private static String found(String message) {
        Matcher status = FOUND.matcher(message);
        return status.find() ? status.group(1) : "";
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.addAll(faults.notes());
        notes.add(Notes.FROM_THE_SEND);
        notes.add(Notes.LOAD_AS_SENT);
        notes.add("Gatling writes whole milliseconds: shorter differences are not in the file.");
        notes.add("Bytes are not in the file.");
        if (errorsOutsideRequests > 0) {
            notes.add(errorsOutsideRequests + " ERROR lines belong to no request and are not counted as requests.");
        }
        if (withoutEnd > 0) {
            notes.add(withoutEnd + " incoming events without an end are left out.");
        }
        return notes;
    }
}
