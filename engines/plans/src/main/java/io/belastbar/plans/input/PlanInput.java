package io.belastbar.plans.input;

import io.belastbar.document.DocumentNode.Place;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.document.TooLarge;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What somebody handed in: plans, or a log with plans and durations.
 *
 * @param plans in the order of the text; of a log one a statement and shape, the slowest, those that took longest first
 * @param statements of a log, by their total time, the longest first; a statement that was logged with its plan too is
 *     here if its duration was
 * @param unread log entries that could not be read, with their places; the first of them
 * @param omitted plans of a log beyond the {@value LoggedPlans#PLANS_MAX} slowest, and statements beyond {@value
 *     LoggedStatements#STATEMENTS_MAX}
 */
public record PlanInput(
        List<ReadPlan> plans, List<LoggedStatement> statements, List<ProblemError> unread, long omitted) {

    /** Largest text, in characters. */
    public static final int LENGTH_MAX = 64 * 1024 * 1024;

    public PlanInput {
        plans = List.copyOf(plans);
        statements = List.copyOf(statements);
        unread = List.copyOf(unread);
    }

    static PlanInput of(List<ReadPlan> plans) {
        return new PlanInput(plans, List.of(), List.of(), 0);
    }

    /**
     * The text of bytes: UTF-8, or UTF-16 where a byte order mark says so, as the shell of Windows writes it.
     *
     * @throws InvalidInput if they are no text
     */
    public static String text(byte[] bytes) {
        boolean marked = bytes.length > 1 && (bytes[0] == -1 && bytes[1] == -2 || bytes[0] == -2 && bytes[1] == -1);
        try {
            return (marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException noText) {
            String rule = "must be a text in UTF-8, or in UTF-16 with a byte order mark";
            throw new InvalidInput(rule, List.of(new ProblemError("", 1, 1, rule, "other bytes")));
        }
    }

    /**
     * Reads EXPLAIN's JSON, alone or as psql prints it, or PostgreSQL's log as text, csvlog or jsonlog.
     *
     * @throws InvalidInput with place and rule if it is none of them, or nothing of a log could be read
     * @throws TooLarge above {@link #LENGTH_MAX}
     */
    public static PlanInput read(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new TooLarge("plans and logs may have " + LENGTH_MAX + " characters");
        }
        String body = text.startsWith("\uFEFF") ? " " + text.substring(1) : text;
        if (CsvLog.isOne(body)) {
            return LogReading.of(CsvLog.messages(body));
        }
        if (JsonLog.isOne(body)) {
            return LogReading.of(JsonLog.messages(body));
        }
        if (StderrLog.beginsLikeOne(body)) {
            return LogReading.of(StderrLog.messages(body));
        }
        if (PsqlOutput.isOne(body)) {
            return of(PsqlOutput.plans(body));
        }
        if (!PlanText.isJson(body) && StderrLog.isOne(body)) {
            return LogReading.of(StderrLog.messages(body));
        }
        return of(PlanText.plans(body, new Place(1, 1)));
    }
}
