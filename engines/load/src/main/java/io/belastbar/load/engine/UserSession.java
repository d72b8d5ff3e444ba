package io.belastbar.load.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Driver.UserVariables;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.JsonExtraction;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.Step.SendStep;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One virtual user: goes through a flow, one step after the other, and waits for each answer.
 *
 * <p>A request whose variables are missing, because an earlier answer failed, is skipped, and think time is kept, so
 * that a broken login does not become a flood.
 */
final class UserSession implements Reply, UserVariables {

    /** After an absent target, so that refused connections do not make a busy loop. */
    static final long ABSENCE_PAUSE_NANOS = 100_000_000L;

    private final Lane lane;
    private final Map<String, String> extracted = new HashMap<>();
    private long number;
    private long iteration;
    private int tenant;
    private TestData.Row row;
    private PreparedFlow flow;
    private int next;
    private PreparedFlow.Send current;
    private long intended;
    private long sent;
    private boolean active;
    /** For an answer. */
    private boolean waits;

    private long began;
    private boolean good;
    private boolean failed;
    private int failedInARow;

    UserSession(Lane lane) {
        this.lane = lane;
    }

    /** The user of this number begins an iteration (from 0) that was due at this instant. */
    void begin(long userNumber, long iterationNumber, TestData.Row drawn, PreparedFlow through, long due) {
        number = userNumber;
        iteration = iterationNumber;
        row = drawn;
        tenant = lane.tenantOf(userNumber, drawn);
        flow = through;
        next = 0;
        active = true;
        began = due;
        good = false;
        failed = false;
        if (!extracted.isEmpty()) {
            extracted.clear();
        }
        advance(due);
    }

    long number() {
        return number;
    }

    boolean active() {
        return active;
    }

    @Override
    public String get(String name) {
        String value = extracted.isEmpty() ? null : extracted.get(name);
        if (value != null) {
            return value;
        }
        return switch (name) {
            case "vu" -> Long.toString(number);
            case "iteration" -> Long.toString(iteration);
            default -> name.equals(lane.tenantVariable()) ? lane.tenantName(tenant) : row.value(name);
        };
    }

    private void advance(long due) {
        while (true) {
            if (lane.stopped() || !lane.workload().continues(this, due)) {
                end(due, false);
                return;
            }
            if (next == flow.actions().size()) {
                end(due, true);
                return;
            }
            switch (flow.actions().get(next++)) {
                case PreparedFlow.Think think -> {
                    long resume = due + think.time().next(lane.random());
                    lane.plan(resume, () -> advance(resume));
                    return;
                }
                case PreparedFlow.Send send -> {
                    if (knowsAll(send.needs())) {
                        send(send, due);
                        return;
                    }
                    lane.skipped(send.index(), tenant);
                }
            }
        }
    }

    private void end(long at, boolean whole) {
        failedInARow = failed && !good ? failedInARow + 1 : 0;
        boolean repeats = lane.workload().repeats() && !lane.stopped();
        if (repeats && good && whole) {
            lane.pacing().goodIteration(began, at);
        }
        long free = repeats ? lane.pacing().next(failedInARow, began, at) : at;
        if (free > at) {
            lane.plan(free, () -> leave(free, whole));
        } else {
            leave(at, whole);
        }
    }

    private void leave(long at, boolean whole) {
        active = false;
        lane.workload().ended(this, at, whole);
    }

    private boolean knowsAll(String[] needs) {
        for (String name : needs) {
            if (get(name) == null) {
                return false;
            }
        }
        return true;
    }

    private void send(PreparedFlow.Send send, long due) {
        current = send;
        intended = due;
        waits = true;
        lane.send(send, tenant, due, this);
    }

    /** The cap on the request rate lets it go. */
    void release() {
        sent = lane.now();
        if (lane.isFenced(sent)) {
            return;
        }
        current.prepared().send(this, this);
    }

    @Override
    public void sent(long nanos) {
        sent = nanos;
    }

    @Override
    public void ended(Exchange exchange, long bytesSent, long bytesReceived) {
        waits = false;
        try {
            settle(exchange, bytesSent, bytesReceived);
        } catch (RuntimeException | Error fault) {
            // Whoever calls would take it for trouble with its connection, and this user would wait for ever.
            lane.failed(fault);
        }
    }

    /** The lane is stopped: a request that is still unanswered is told of as such. */
    void unfinished(long now) {
        if (waits) {
            waits = false;
            lane.unfinished(current.index(), tenant, intended, now);
        }
    }

    private void settle(Exchange exchange, long bytesSent, long bytesReceived) {
        long done = lane.now();
        ErrorClass error;
        try {
            error = judge(current.step(), exchange);
        } catch (RuntimeException fault) {
            // Of a library that reads what the target sent: this request's error, and its user goes on.
            error = ErrorClass.OTHER;
            exchange = new Exchange.Failed(error, "the answer could not be judged: " + fault);
        }
        note(error, exchange, done);
        lane.finished(current.index(), tenant, intended, sent, done, error, bytesSent, bytesReceived);
        if (error != null && error.targetAbsent()) {
            long resume = done + ABSENCE_PAUSE_NANOS;
            lane.plan(resume, () -> advance(resume));
        } else {
            advance(done);
        }
    }

    private void note(ErrorClass error, Exchange exchange, long done) {
        if (error == null) {
            good = true;
            lane.pacing().good(done);
        } else if (!lane.stopped()) {
            failed = true;
            lane.failures().note(current.index(), current.step(), error, exchange);
        }
    }

    /** The error of this exchange, or null; what the step extracts from a good answer becomes known. */
    private ErrorClass judge(SendStep step, Exchange exchange) {
        return switch (exchange) {
            case Exchange.Failed(ErrorClass cause, String code, String detail) -> cause;
            case Exchange.HttpAnswer answer -> judge((RequestStep) step, answer);
            case Exchange.SqlAnswer answer -> judge((SqlStep) step, answer);
        };
    }

    private ErrorClass judge(RequestStep step, Exchange.HttpAnswer answer) {
        if (!step.accepts(answer.status())) {
            return ErrorClass.UNEXPECTED_STATUS;
        }
        return step.extract().isEmpty() ? null : extract(step, answer.body());
    }

    private ErrorClass extract(RequestStep step, byte[] body) {
        Optional<JsonNode> document = body == null ? Optional.empty() : JsonExtraction.document(body);
        if (document.isEmpty()) {
            return ErrorClass.EXTRACTION_FAILED;
        }
        ErrorClass error = null;
        for (Map.Entry<String, JsonExtraction> wanted : step.extract().entrySet()) {
            Optional<String> value = wanted.getValue().apply(document.get());
            value.ifPresent(text -> extracted.put(wanted.getKey(), text));
            if (value.isEmpty()) {
                error = ErrorClass.EXTRACTION_FAILED;
            }
        }
        return error;
    }

    private ErrorClass judge(SqlStep step, Exchange.SqlAnswer answer) {
        if (!lane.stopped()) {
            lane.rows().add(current.index(), answer.rows());
        }
        return step.accepts(answer.rows()) ? extract(step, answer.firstRow()) : ErrorClass.CHECK_FAILED;
    }

    private ErrorClass extract(SqlStep step, Map<String, String> firstRow) {
        ErrorClass error = null;
        for (Map.Entry<String, String> wanted : step.extract().entrySet()) {
            String value = firstRow == null ? null : firstRow.get(wanted.getValue());
            if (value == null) {
                error = ErrorClass.EXTRACTION_FAILED;
            } else {
                extracted.put(wanted.getKey(), value);
            }
        }
        return error;
    }
}
