package io.belastbar.resilience.measure.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of a history. */
final class HistoryLine {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_MAX = Long.MAX_VALUE / NANOS_PER_MILLI / 4;
    private static final String EVENTS =
            "event should be INVOKE, ACK, FAIL, INDETERMINATE, INJECT, READBACK, OLD_READBACK, DETECTED, DECIDED, PROMOTED or TRANSACTED";

    private final JsonParser json;
    private String event;
    private Long sequence;
    private InvalidLine wrongSequence;
    private Duration at;
    private Duration noted;
    private List<SequenceRange> present;

    HistoryLine(JsonParser json) {
        this.json = json;
    }

    ProbeEvent event() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidLine("should be a JSON object", shown());
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            field(name);
        }
        if (json.nextToken() != null) {
            throw new InvalidLine("should be one JSON object", "more behind it: " + shown());
        }
        return built();
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "event" -> event = eventName();
            case "seq" -> readSequence();
            case "atMs" -> at = time("atMs");
            case "notedMs" -> noted = time("notedMs");
            case "present" -> present = ranges();
            default -> json.skipChildren();
        }
    }

    private String eventName() throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new InvalidLine(EVENTS, shown());
        }
        return json.getText();
    }

    private void readSequence() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        try {
            sequence = whole("seq");
        } catch (InvalidLine wrong) {
            // Only a write needs one; what a mark says there is passed over.
            json.skipChildren();
            sequence = null;
            wrongSequence = wrong;
        }
    }

    private long whole(String name) throws IOException {
        String rule = name + " should be a whole number from 0 to 2^62";
        if (!json.currentToken().isNumeric()) {
            throw new InvalidLine(rule, shown());
        }
        try {
            long value = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    ? json.getBigIntegerValue().longValueExact()
                    : json.getDecimalValue().longValueExact();
            if (value < 0 || value > SequenceRange.MAX) {
                throw new InvalidLine(rule, json.getText());
            }
            return value;
        } catch (ArithmeticException tooFine) {
            throw new InvalidLine(rule, json.getText());
        }
    }

    private Duration time(String name) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!json.currentToken().isNumeric()) {
            throw new InvalidLine(name + " should be a number of milliseconds", shown());
        }
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getText().length() <= 14) {
            return Duration.ofMillis(json.getLongValue());
        }
        BigDecimal millis = json.getDecimalValue();
        if (millis.precision() - millis.scale() > 15 || millis.abs().compareTo(BigDecimal.valueOf(MILLIS_MAX)) > 0) {
            throw new InvalidLine(name + " should be below 73 years", json.getText());
        }
        return Duration.ofNanos(millis.movePointRight(6).longValue());
    }

    private List<SequenceRange> ranges() throws IOException {
        String rule = "present should be a list of ranges [from,to]";
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new InvalidLine(rule, shown());
        }
        List<SequenceRange> ranges = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw new InvalidLine(rule, shown());
            }
            ranges.add(range(rule));
        }
        return ranges;
    }

    private SequenceRange range(String rule) throws IOException {
        long[] ends = new long[2];
        for (int i = 0; i < 2; i++) {
            if (json.nextToken() == JsonToken.END_ARRAY) {
                throw new InvalidLine(rule, "one with fewer than two numbers");
            }
            ends[i] = whole("a number in present");
        }
        if (json.nextToken() != JsonToken.END_ARRAY) {
            throw new InvalidLine(rule, "one with more than two numbers");
        }
        if (ends[0] > ends[1]) {
            throw new InvalidLine(
                    "a range in present should not end before it begins", "[" + ends[0] + "," + ends[1] + "]");
        }
        return new SequenceRange(ends[0], ends[1]);
    }

    /** When the line was written, if it says so: by it, and not by its event, the clock is judged. */
    Optional<Duration> noted() {
        return Optional.ofNullable(noted);
    }

    private ProbeEvent built() {
        if (event == null) {
            throw new InvalidLine("should have an event");
        }
        if (event.equals("READBACK") || event.equals("OLD_READBACK")) {
            if (present == null) {
                throw new InvalidLine(event + " should say what is present, [] if nothing is");
            }
            return event.equals("READBACK")
                    ? new ProbeEvent.ReadBack(present, Optional.ofNullable(at))
                    : new ProbeEvent.OldReadBack(present);
        }
        EventKind kind = kind();
        if (at == null) {
            throw new InvalidLine(event + " should say when, in atMs");
        }
        if (!kind.isOfWrite()) {
            return new ProbeEvent.Mark(kind, at);
        }
        if (sequence == null) {
            throw wrongSequence == null ? new InvalidLine(event + " should say which write, in seq") : wrongSequence;
        }
        return new ProbeEvent.Write(kind, sequence, at);
    }

    private EventKind kind() {
        for (EventKind kind : EventKind.values()) {
            if (kind.name().equals(event)) {
                return kind;
            }
        }
        throw new InvalidLine(EVENTS, "\"" + event + "\"");
    }

    private String shown() throws IOException {
        if (json.currentToken() == null) {
            return "nothing";
        }
        return json.currentToken() == JsonToken.VALUE_STRING ? "\"" + json.getText() + "\"" : json.getText();
    }
}
