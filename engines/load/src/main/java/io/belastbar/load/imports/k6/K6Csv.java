package io.belastbar.load.imports.k6;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.context.Notes;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.LineReader;
import io.belastbar.load.imports.source.Row;
import io.belastbar.load.imports.source.Samples;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what k6 writes with {@code --out csv}: one row a sample of a metric. Unless told otherwise, k6 writes times as
 * whole seconds there.
 */
public final class K6Csv {

    private static final Set<String> READ = Set.of("http_req_duration", "http_req_failed", "vus");
    private static final List<String> REQUIRED = List.of("metric_name", "timestamp", "metric_value");
    private static final List<String> TAGS =
            List.of("name", "method", "url", "group", "status", "error_code", "error", "expected_response");

    private final ImportContext context;
    private final Faults faults = new Faults("the k6 output");
    private final LineReader lines;
    private final Samples samples;
    private final K6Requests requests;
    private final Map<String, Integer> columns = new HashMap<>();
    private boolean wholeSeconds;
    private boolean any;

    public K6Csv(InputStream in, ImportContext context) {
        this.context = context;
        this.lines = new LineReader(in, context.limits().lineBytesMax(), faults);
        this.samples = new Samples(context.limits(), faults);
        this.requests = new K6Requests(samples);
    }

    public RunResult read() throws IOException {
        header(lines.next());
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                read(line);
            }
        }
        requests.finish();
        return requests.withFailures(samples.result(
                context.runId(),
                context.system(),
                context.scenario(),
                new Provenance("k6", "", context.source(), notes())));
    }

    private void header(String line) {
        List<String> names = Row.splitQuoted(1, line == null ? "" : line, ',').values();
        for (int index = 0; index < names.size(); index++) {
            columns.putIfAbsent(names.get(index).strip(), index);
        }
        for (String required : REQUIRED) {
            if (!columns.containsKey(required)) {
                faults.add(new FieldFault(1, 1, required, "must be a column of the first line", line));
            }
        }
        faults.throwIfAny();
    }

    private void read(String line) {
        try {
            Row row = Row.splitQuoted(lines.number(), line, ',');
            try {
                read(row);
            } catch (FieldFault fault) {
                faults.addUnlessCut(fault, lines.isCut() && row.endsIn(fault));
            }
        } catch (FieldFault fault) {
            faults.addUnlessCut(fault, lines.isCut());
        }
    }

    private void read(Row row) {
        String metric = row.text(columns.get("metric_name"), "metric_name");
        if (!READ.contains(metric)) {
            return;
        }
        if (row.size() < columns.size()) {
            row.text(columns.size() - 1, "line");
        }
        if (lines.isCut() && any) {
            faults.withoutEnd(row.line());
            return;
        }
        any = true;
        int timeColumn = columns.get("timestamp");
        String time = row.text(timeColumn, "timestamp").strip();
        K6Time at = K6Time.of(time, () -> row.fault(timeColumn, "timestamp", K6Time.RULE));
        wholeSeconds |= at.wholeSeconds();
        int valueColumn = columns.get("metric_value");
        double value = row.decimal(valueColumn, "metric_value");
        if (value < 0) {
            throw row.fault(valueColumn, "metric_value", "must be a number from 0");
        }
        switch (metric) {
            case "http_req_duration" ->
                requests.ended(
                        row.line(),
                        time,
                        at.micros(),
                        K6Requests.durationMicros(
                                value, () -> row.fault(valueColumn, "metric_value", K6Requests.TOO_LONG)),
                        tags(row));
            case "http_req_failed" -> requests.failed(time, tags(row), value != 0);
            default -> samples.users(at.micros(), (int) Math.min(Integer.MAX_VALUE, (long) value));
        }
    }

    private ObjectNode tags(Row row) {
        ObjectNode tags = JsonNodeFactory.instance.objectNode();
        for (String tag : TAGS) {
            Integer column = columns.get(tag);
            if (column != null && !row.text(column, tag).isEmpty()) {
                tags.put(tag, row.text(column, tag));
            }
        }
        Integer extra = columns.get("extra_tags");
        for (String pair :
                extra == null ? new String[0] : row.text(extra, "extra_tags").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                tags.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return tags;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return value;
        }
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.addAll(faults.notes());
        notes.add(Notes.FROM_THE_SEND);
        notes.add(Notes.K6_DURATION);
        notes.add(Notes.LOAD_AS_SENT);
        if (wholeSeconds) {
            notes.add("The time stamps are whole seconds (K6_CSV_TIME_FORMAT=unix_milli tells more): a request is shown"
                    + " up to a second early. Durations are exact.");
        }
        notes.add("Bytes are not attributed to requests in this format.");
        return notes;
    }
}
