package io.belastbar.plans.input;

import io.belastbar.document.DocumentNode.Place;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations and plans from the messages of a log. An entry that cannot be read holds up no other; a log of which
 * nothing can be read is refused.
 */
final class LogReading {
    private static final Pattern DURATION = Pattern.compile(
            "duration: (\\d+(?:\\.\\d+)?) ms  (plan|statement|parse|bind|execute fetch from|execute)(?: [^:\\n]*)?:\\s?");
    private static final int UNREAD_MAX = 20;

    private final LoggedPlans plans = new LoggedPlans();
    private final LoggedStatements statements = new LoggedStatements();
    private final List<ProblemError> unread = new ArrayList<>();

    private LogReading() {}

    /** @throws InvalidInput with the first faults if there is nothing that could be read */
    static PlanInput of(List<LogMessage> messages) {
        LogReading reading = new LogReading();
        messages.forEach(reading::read);
        PlanInput input = new PlanInput(
                reading.plans.slowest(),
                reading.statements.slowest(),
                reading.unread,
                reading.plans.omitted() + reading.statements.omitted());
        if (!input.plans().isEmpty() || !input.statements().isEmpty()) {
            return input;
        }
        if (reading.unread.isEmpty()) {
            String rule = "the log has no plan and no duration of a statement; PostgreSQL writes them with"
                    + " auto_explain.log_min_duration and auto_explain.log_format = json, or log_min_duration_statement";
            throw new InvalidInput(rule, List.of(new ProblemError("", 1, 1, rule, null)));
        }
        throw new InvalidInput(
                "no plan of the log could be read: " + reading.unread.getFirst().rule(), reading.unread);
    }

    private void read(LogMessage message) {
        Matcher duration = DURATION.matcher(message.text());
        if (!duration.lookingAt()) {
            return;
        }
        double ms = Double.parseDouble(duration.group(1));
        String kind = duration.group(2);
        String rest = message.text().substring(duration.end());
        if (kind.equals("plan")) {
            readPlan(message, duration.end(), ms);
        } else {
            statements.add(kind, ms, rest, message.detail());
        }
    }

    private void readPlan(LogMessage message, int at, double ms) {
        Place begin = new Place(message.line(), message.column());
        Place start = PlanText.placeOf(message.text(), at, begin);
        try {
            plans.add(message.text().substring(at), start, message.line(), ms);
        } catch (InvalidInput refused) {
            refused.errors().stream()
                    .limit(UNREAD_MAX - unread.size())
                    .map(fault -> message.oneLine() ? inLine(fault, message.line()) : fault)
                    .forEach(unread::add);
        }
    }

    private static ProblemError inLine(ProblemError fault, int line) {
        return new ProblemError(fault.pointer(), line, 1, fault.rule(), fault.received());
    }
}
