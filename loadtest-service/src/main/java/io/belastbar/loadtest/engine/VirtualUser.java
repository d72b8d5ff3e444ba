package io.belastbar.loadtest.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.loadtest.result.ErrorClass;
import io.belastbar.loadtest.scenario.JsonExtraction;
import io.belastbar.loadtest.scenario.RequestStep;
import io.belastbar.loadtest.scenario.Step;
import io.belastbar.loadtest.scenario.ThinkStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One simulated person: repeats the steps as long as the ramp wants it. A user no longer wanted starts nothing new; its
 * request in flight is awaited.
 *
 * <p>A request whose variables are missing, because an earlier answer failed, is skipped, and think time is kept, so
 * that a broken login does not become a flood.
 */
final class VirtualUser {

    /** After an absent target, so that refused connections do not make a busy loop. */
    static final long ABSENCE_PAUSE_NANOS = 100_000_000L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int number;
    private final Lane lane;
    private final List<Step> steps;
    private final Map<String, String> variables = new HashMap<>();
    private int next;
    private long iteration;
    private boolean active;

    VirtualUser(int number, Lane lane) {
        this.number = number;
        this.lane = lane;
        this.steps = lane.scenario().steps();
    }

    boolean active() {
        return active;
    }

    /** Sleeps until the ramp wants this user, at this offset of the run or later. */
    void awaitTurn(long offset) {
        active = false;
        lane.whenWanted(number, offset, intended -> {
            active = true;
            beginIteration();
            advance(intended);
        });
    }

    private void beginIteration() {
        next = 0;
        variables.clear();
        variables.put("vu", Integer.toString(number));
        variables.put("iteration", Long.toString(iteration++));
    }

    private void advance(long intended) {
        if (lane.stopped()) {
            active = false;
            return;
        }
        while (true) {
            if (!lane.wants(number, intended)) {
                awaitTurn(lane.offsetOf(intended));
                return;
            }
            if (next == steps.size()) {
                beginIteration();
            }
            switch (steps.get(next++)) {
                case ThinkStep think -> {
                    long resume = intended + think.duration().toNanos();
                    lane.plan(resume, () -> advance(resume));
                    return;
                }
                case RequestStep request -> {
                    if (variables.keySet().containsAll(request.variables())) {
                        send(request, intended);
                        return;
                    }
                    lane.recorder(request).skipped();
                }
            }
        }
    }

    private void send(RequestStep step, long intended) {
        lane.recorder(step).intended(intended);
        lane.send(step, variables, (exchange, sent, done) -> {
            ErrorClass error = judge(step, exchange);
            lane.recorder(step).finished(intended, sent, done, error);
            lane.finished(intended, done, error);
            if (error != null && error.targetAbsent()) {
                long resume = done + ABSENCE_PAUSE_NANOS;
                lane.plan(resume, () -> advance(resume));
            } else {
                advance(done);
            }
        });
    }

    /** The error of this exchange, or null; what the step extracts from a good answer becomes known. */
    private ErrorClass judge(RequestStep step, Exchange exchange) {
        return switch (exchange) {
            case Exchange.Failed(ErrorClass cause) -> cause;
            case Exchange.Answered(int status, String body) ->
                step.accepts(status) ? extract(step, body) : ErrorClass.UNEXPECTED_STATUS;
        };
    }

    private ErrorClass extract(RequestStep step, String body) {
        if (step.extract().isEmpty()) {
            return null;
        }
        JsonNode document;
        try {
            document = JSON.readTree(body == null ? "" : body);
        } catch (JsonProcessingException notJson) {
            return ErrorClass.EXTRACTION_FAILED;
        }
        ErrorClass error = null;
        for (Map.Entry<String, JsonExtraction> wanted : step.extract().entrySet()) {
            Optional<String> value = wanted.getValue().apply(document);
            value.ifPresent(text -> variables.put(wanted.getKey(), text));
            if (value.isEmpty()) {
                error = ErrorClass.EXTRACTION_FAILED;
            }
        }
        return error;
    }
}
