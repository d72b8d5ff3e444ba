package io.belastbar.load.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.failure.FailureLog;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.scenario.JsonExtraction;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.Step.SendStep;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why the requests of a lane failed. What was wrong is put into words only for the first failure of its kind. */
final class LaneFailures {

    /** Of an answer's body: enough for its message, too little for what it may hold of somebody's data. */
    private static final int BODY_START = 120;

    private static final String[] STATUS = new String[1000];

    static {
        Arrays.setAll(STATUS, Integer::toString);
    }

    private final FailureLog log = new FailureLog();
    private final Duration timeout;

    /** @param timeout of a request */
    LaneFailures(Duration timeout) {
        this.timeout = timeout;
    }

    void note(int index, SendStep step, ErrorClass error, Exchange exchange) {
        String code = code(error, exchange);
        if (!log.counts(index, error, code)) {
            log.add(new FailureCause(index, error, code, message(step, error, exchange), 1));
        }
    }

    /** What came since the previous call. */
    List<FailureCause> take() {
        return log.take();
    }

    private static String code(ErrorClass error, Exchange exchange) {
        return switch (exchange) {
            case Exchange.Failed failed -> failed.code();
            case Exchange.HttpAnswer answer when error == ErrorClass.UNEXPECTED_STATUS -> status(answer.status());
            case Exchange.HttpAnswer answer -> "";
            case Exchange.SqlAnswer answer -> "";
        };
    }

    private static String status(int status) {
        return status >= 0 && status < STATUS.length ? STATUS[status] : Integer.toString(status);
    }

    private String message(SendStep step, ErrorClass error, Exchange exchange) {
        return switch (exchange) {
            case Exchange.Failed failed
            when error == ErrorClass.TIMEOUT && failed.detail().isBlank() -> "no whole answer within " + text(timeout);
            case Exchange.Failed failed -> failed.detail();
            case Exchange.HttpAnswer answer
            when error == ErrorClass.UNEXPECTED_STATUS -> unexpected((RequestStep) step, answer);
            case Exchange.HttpAnswer answer -> missing((RequestStep) step, answer.body());
            case Exchange.SqlAnswer answer
            when error == ErrorClass.CHECK_FAILED ->
                "expected rows " + ((SqlStep) step).rows().text() + ", got " + answer.rows();
            case Exchange.SqlAnswer answer -> answer.lacking();
        };
    }

    private static String unexpected(RequestStep step, Exchange.HttpAnswer answer) {
        String expected = step.expectedStatus().isEmpty()
                ? "a status below 400"
                : step.expectedStatus().stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
        String said = start(answer.body());
        return "expected " + expected + ", got " + answer.status() + (said.isEmpty() ? "" : ": " + said);
    }

    private static String missing(RequestStep step, byte[] body) {
        if (body == null || body.length == 0) {
            return "the answer has no body";
        }
        Optional<JsonNode> document = JsonExtraction.document(body);
        if (document.isEmpty()) {
            return "the answer is no JSON: " + start(body);
        }
        return step.extract().entrySet().stream()
                .filter(wanted -> wanted.getValue().apply(document.get()).isEmpty())
                .map(wanted -> "nothing at " + wanted.getValue() + " for '" + wanted.getKey() + "'")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String start(byte[] body) {
        if (body == null || body.length == 0) {
            return "";
        }
        String text = new String(body, 0, Math.min(body.length, BODY_START), StandardCharsets.UTF_8).strip();
        return body.length > BODY_START ? text + "…" : text;
    }

    private static String text(Duration time) {
        long millis = time.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
    }
}
