package io.belastbar.plans.input;

import io.belastbar.document.DocumentNode.Place;
import io.belastbar.plans.PlanParser;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What psql prints of EXPLAIN: under a header or beside it (expanded), with or without borders, with {@code +} or
 * {@code ↵} at the end of lines, as CSV. What is not the plan becomes blank, so that lines and columns remain those of
 * the text.
 */
final class PsqlOutput {
    private static final Pattern HEADER = Pattern.compile("[\\s│|]*QUERY PLAN[\\s│|]*");
    private static final Pattern BESIDE = Pattern.compile("[\\s│|]*QUERY PLAN +[│|] .*");
    private static final Pattern NOISE = Pattern.compile(
            "[-+=─━═┌┬┐├┼┤└┴┘╔╗╚╝╟╢\\s]+|\\(\\d+ [\\p{L}]+\\)|.?-\\[ .* \\]-.*|[╒╔┌]?─?\\[ .* \\].*|(Time|Zeit): .*|\\S*[-=*!'\"(][#>](\\s.*)?");
    private static final Pattern LEFT = Pattern.compile("^[\\s│|║]*(QUERY PLAN)?[\\s│|║]*");
    private static final String BLANKS = " \t\u000B\f\r";

    private PsqlOutput() {}

    static boolean isOne(String text) {
        return text.lines().anyMatch(PsqlOutput::isHeader);
    }

    static List<ReadPlan> plans(String text) {
        List<ReadPlan> plans = new ArrayList<>();
        List<String> part = new ArrayList<>();
        int number = 0;
        int begin = 1;
        boolean headed = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (isHeader(line)) {
                if (headed) {
                    plans.addAll(plansOf(part, begin));
                    PlanParser.requireRoom(plans.size());
                }
                headed = true;
                part.clear();
                begin = number;
            }
            part.add(HEADER.matcher(line).matches() ? "" : bare(line));
        }
        plans.addAll(plansOf(part, begin));
        return plans;
    }

    private static boolean isHeader(String line) {
        return HEADER.matcher(line).matches() || BESIDE.matcher(line).matches();
    }

    private static String bare(String line) {
        if (NOISE.matcher(line).matches()) {
            return "";
        }
        String right = line.substring(0, rightEnd(line));
        return LEFT.matcher(right).replaceFirst(left -> " ".repeat(left.group().length()));
    }

    /** From the end, not by a pattern: one would begin anew at each blank of a line that has a million. */
    private static int rightEnd(String line) {
        int end = before("│|║", line, blanksBefore(line, line.length()));
        return blanksBefore(line, before("+↵", line, blanksBefore(line, end)));
    }

    private static int before(String some, String line, int end) {
        return end > 0 && some.indexOf(line.charAt(end - 1)) >= 0 ? end - 1 : end;
    }

    private static int blanksBefore(String line, int end) {
        int begin = end;
        while (begin > 0 && BLANKS.indexOf(line.charAt(begin - 1)) >= 0) {
            begin--;
        }
        return begin;
    }

    private static List<ReadPlan> plansOf(List<String> lines, int begin) {
        return PlanText.plans(String.join("\n", lines), new Place(begin, 1));
    }
}
