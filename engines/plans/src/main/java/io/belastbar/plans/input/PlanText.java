package io.belastbar.plans.input;

import io.belastbar.document.DocumentNode.Place;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanParser;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The text of plans: JSON is read, PostgreSQL's other formats are named and refused. */
final class PlanText {
    private static final String REMEDY =
            "ask for JSON: EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON), auto_explain.log_format = json";
    private static final Pattern TEXT_PLAN = Pattern.compile(
            "\\(cost=\\d|\\(actual (time|rows)=|^\\s*(->\\s+)?[A-Z][a-z]+ (Scan|Join|Loop) ", Pattern.MULTILINE);
    private static final Pattern CSV_QUOTED = Pattern.compile("\\s*\"\\s*[\\[{]\\s*(\\{\\s*)?\"\"");

    private PlanText() {}

    static boolean isJson(String text) {
        return "{[\"".indexOf(first(text)) >= 0;
    }

    /** @param start where the text begins in what was sent */
    static List<ReadPlan> plans(String text, Place start) {
        return plans(text, start, OptionalDouble.empty()).stream()
                .map(ReadPlan::alone)
                .toList();
    }

    /**
     * @param loggedMs the duration of the log line that the text stands in
     * @throws InvalidInput if it is no plan in JSON
     */
    static List<Plan> plans(String text, Place start, OptionalDouble loggedMs) {
        if (CSV_QUOTED.matcher(text).lookingAt()) {
            return PlanParser.plans(unquoted(text), start, loggedMs);
        }
        if (isJson(text)) {
            return PlanParser.plans(text, start, loggedMs);
        }
        String rule = ruleAgainst(text);
        Place at = firstPlace(text, start);
        String received = text.strip().lines().findFirst().orElse("nothing");
        throw new InvalidInput(rule, List.of(new ProblemError("", at.line(), at.column(), rule, received)));
    }

    private static String ruleAgainst(String text) {
        String body = text.strip();
        if (body.startsWith("<")) {
            return "plans in XML are not read; " + REMEDY;
        }
        if (body.startsWith("- Plan:") || body.startsWith("Query Text: \"")) {
            return "plans in YAML are not read; " + REMEDY;
        }
        if (TEXT_PLAN.matcher(body).find()) {
            return "plans in text format are not read yet; " + REMEDY;
        }
        return "must be EXPLAIN's JSON, alone or as psql prints it, or PostgreSQL's log with durations or plans";
    }

    /** CSV doubles the quotes of a value, and puts it into quotes. */
    private static String unquoted(String text) {
        String value = text.strip();
        int end = value.endsWith("\"") ? value.length() - 1 : value.length();
        String before = text.substring(0, text.indexOf('"'));
        return before + " " + value.substring(1, Math.max(1, end)).replace("\"\"", "\"");
    }

    private static int first(String text) {
        return text.chars().filter(c -> !Character.isWhitespace(c)).findFirst().orElse(' ');
    }

    /** Where the first character stands that is not blank. */
    static Place firstPlace(String text, Place start) {
        int at = 0;
        while (at < text.length() - 1 && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return placeOf(text, at, start);
    }

    /** Where a character of a text stands in what was sent. */
    static Place placeOf(String text, int at, Place start) {
        String before = text.substring(0, at);
        int lines = (int) before.chars().filter(c -> c == '\n').count();
        int column = at - before.lastIndexOf('\n');
        return new Place(start.line() + lines, lines == 0 ? start.column() + column - 1 : column);
    }
}
