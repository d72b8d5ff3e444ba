package io.belastbar.load.imports.k6;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.context.Notes;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.LineReader;
import io.belastbar.load.imports.source.Samples;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads what k6 writes with {@code --out json}: one JSON object a line, {@code Metric} declarations and {@code Point}s.
 * A point of {@code http_req_duration} is a request; its time is when the answer was complete.
 */
public final class K6Stream {

    private static final Set<String> READ = Set.of("http_req_duration", "http_req_failed", "vus");
    private static final int RECEIVED_MAX = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ImportContext context;
    private final Faults faults = new Faults("the k6 output");
    private final LineReader lines;
    private final Samples samples;
    private final K6Requests requests;
    private final List<String> thresholds = new ArrayList<>();

    public K6Stream(InputStream in, ImportContext context) {
        this.context = context;
        this.lines = new LineReader(in, context.limits().lineBytesMax(), faults);
        this.samples = new Samples(context.limits(), faults);
        this.requests = new K6Requests(samples);
    }

    public RunResult read() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                try {
                    read(line.strip());
                } catch (FieldFault fault) {
                    faults.addUnlessCut(fault, lines.isCut() && !line.strip().endsWith("}"));
                }
            }
        }
        requests.finish();
        return requests.withFailures(samples.result(
                context.runId(),
                context.system(),
                context.scenario(),
                new Provenance("k6", "", context.source(), notes())));
    }

    private void read(String line) {
        if (!line.startsWith("{") || !line.endsWith("}")) {
            throw fault(1, "line", "must be one JSON object, as k6 run --out json writes it", line);
        }
        if (READ.stream().noneMatch(line::contains)) {
            return;
        }
        JsonNode object = parse(line);
        String metric = object.path("metric").asText();
        if (!READ.contains(metric)) {
            return;
        }
        if (object.path("type").asText().equals("Metric")) {
            declared(metric, object.path("data").path("thresholds"));
        } else {
            point(metric, object.path("data"));
        }
    }

    private void declared(String metric, JsonNode conditions) {
        conditions.forEach(condition -> thresholds.add(metric + ": " + condition.asText()));
    }

    private void point(String metric, JsonNode data) {
        String time = data.path("time").asText();
        long atMicros = K6Time.of(time, () -> fault(null, "data/time", K6Time.RULE, time))
                .micros();
        JsonNode value = data.path("value");
        if (!value.isNumber() || value.asDouble() < 0) {
            throw fault(null, "data/value", "must be a number from 0", value.toString());
        }
        switch (metric) {
            case "http_req_duration" -> request(time, atMicros, value.asDouble(), data.path("tags"));
            case "http_req_failed" -> requests.failed(time, data.path("tags"), value.asDouble() != 0);
            default -> samples.users(atMicros, (int) Math.min(Integer.MAX_VALUE, value.asLong()));
        }
    }

    private void request(String time, long endMicros, double millis, JsonNode tags) {
        long durationMicros = K6Requests.durationMicros(
                millis, () -> fault(null, "data/value", K6Requests.TOO_LONG, String.valueOf(millis)));
        requests.ended(lines.number(), time, endMicros, durationMicros, tags);
    }

    private JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            int column = broken.getLocation() == null ? 1 : broken.getLocation().getColumnNr();
            throw fault(column, "line", "must be one whole JSON object", line);
        }
    }

    private FieldFault fault(Integer column, String field, String rule, String received) {
        String shown = received.length() > RECEIVED_MAX ? received.substring(0, RECEIVED_MAX) + "…" : received;
        return new FieldFault(lines.number(), column, field, rule, shown);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.addAll(faults.notes());
        notes.add(Notes.FROM_THE_SEND);
        notes.add(Notes.K6_DURATION);
        notes.add(Notes.LOAD_AS_SENT);
        notes.add("Bytes are not attributed to requests in this format.");
        if (!thresholds.isEmpty()) {
            notes.add("k6 itself had these thresholds: " + String.join("; ", thresholds) + ".");
        }
        return notes;
    }
}
