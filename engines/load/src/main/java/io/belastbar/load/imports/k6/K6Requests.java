package io.belastbar.load.imports.k6;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.imports.context.ImportedFailures;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.ImportedRequest;
import io.belastbar.load.imports.source.Samples;
import io.belastbar.load.imports.source.StepNames;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Supplier;

/**
 * Puts a request together from the two points that k6 writes for it: its duration and, a few lines later with the same
 * time and address, whether it failed. Without the second one the tags decide.
 */
final class K6Requests {

    static final String TOO_LONG = "must be at most 35 minutes, in milliseconds";
    private static final int WAITING_MAX = 64;

    private final Samples samples;
    private final ImportedFailures failures = new ImportedFailures();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    K6Requests(Samples samples) {
        this.samples = samples;
    }

    private record Waiting(int line, String time, long endMicros, long durationMicros, JsonNode tags) {

        boolean belongsTo(String otherTime, JsonNode otherTags) {
            return time.equals(otherTime)
                    && text(tags, "url").equals(text(otherTags, "url"))
                    && text(tags, "name").equals(text(otherTags, "name"));
        }
    }

    /** The duration that k6 gives in milliseconds. */
    static long durationMicros(double millis, Supplier<FieldFault> tooLong) {
        long micros = Math.round(millis * 1_000);
        if (micros > ImportedRequest.DURATION_MAX_MICROS) {
            throw tooLong.get();
        }
        return micros;
    }

    void ended(int line, String time, long endMicros, long durationMicros, JsonNode tags) {
        waiting.addLast(new Waiting(line, time, endMicros, durationMicros, tags));
        if (waiting.size() > WAITING_MAX) {
            finish(waiting.removeFirst());
        }
    }

    void failed(String time, JsonNode tags, boolean failed) {
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting request = each.next();
            if (request.belongsTo(time, tags)) {
                each.remove();
                add(request, failed);
                return;
            }
        }
    }

    void finish() {
        waiting.forEach(this::finish);
        waiting.clear();
    }

    private void finish(Waiting request) {
        String expected = text(request.tags(), "expected_response");
        int status = number(request.tags(), "status");
        boolean failed = expected.isEmpty() ? status == 0 || status >= 400 : expected.equals("false");
        add(
                request,
                failed && !(expected.isEmpty() && text(request.tags(), "status").isEmpty()));
    }

    private void add(Waiting request, boolean failed) {
        JsonNode tags = request.tags();
        StepInfo step =
                StepNames.http(group(text(tags, "group")), text(tags, "name"), text(tags, "method"), text(tags, "url"));
        int status = number(tags, "status");
        ErrorClass error = failed ? errorClass(number(tags, "error_code"), status) : null;
        samples.add(
                request.line(),
                new ImportedRequest(
                        step,
                        text(tags, "tenant"),
                        request.endMicros() - request.durationMicros(),
                        request.durationMicros(),
                        error,
                        0,
                        0));
        if (error != null) {
            failures.add(step, error, status > 0 ? String.valueOf(status) : "", said(tags));
        }
    }

    /** k6's own words, or the number that stands for them. */
    private static String said(JsonNode tags) {
        String code = text(tags, "error_code");
        String words = text(tags, "error");
        return words.isEmpty() && !code.isEmpty() ? "k6's error_code " + code : words;
    }

    /** The result with why its requests failed. */
    RunResult withFailures(RunResult result) {
        return failures.in(result);
    }

    private static String group(String k6) {
        return (k6.startsWith("::") ? k6.substring(2) : k6).replace("::", "/");
    }

    /** By k6's error codes: 10xx general, 11xx names, 12xx TCP, 13xx TLS, 14xx and 15xx statuses, 16xx HTTP/2. */
    private static ErrorClass errorClass(int code, int status) {
        return switch (code / 100) {
            case 10 -> code == 1050 ? ErrorClass.TIMEOUT : ErrorClass.OTHER;
            case 11 -> ErrorClass.NAME_UNRESOLVED;
            case 12 -> code >= 1210 && code < 1220 ? ErrorClass.CONNECTION_FAILED : ErrorClass.CONNECTION_CLOSED;
            case 13 -> ErrorClass.TLS_FAILED;
            case 14, 15 -> ErrorClass.UNEXPECTED_STATUS;
            case 16 -> ErrorClass.PROTOCOL_ERROR;
            default -> status > 0 ? ErrorClass.UNEXPECTED_STATUS : ErrorClass.OTHER;
        };
    }

    private static String text(JsonNode tags, String tag) {
        return tags.path(tag).asText("");
    }

    private static int number(JsonNode tags, String tag) {
        return tags.path(tag).asInt(0);
    }
}
