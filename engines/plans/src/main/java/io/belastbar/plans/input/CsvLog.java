package io.belastbar.plans.input;

import io.belastbar.document.CsvRow;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** PostgreSQL's log by {@code log_destination = csvlog}; the columns that matter are the same in 14 to 18. */
final class CsvLog {
    // A name is taken whole or not at all: a line of a million commas has half a billion ways to be cut in two names.
    private static final String NAME = "(?:\"(?:[^\"\\n]++|\"\"){0,100}+\"|[^\",\\n]*+),";
    private static final Pattern ROW = Pattern.compile(
            "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)? [^\\s,]+," + NAME + NAME + "\\d+,",
            Pattern.MULTILINE);
    private static final int MESSAGE = 13;
    private static final int DETAIL = 14;

    private CsvLog() {}

    static boolean isOne(String text) {
        return begin(text) >= 0;
    }

    /** Where the first whole row begins: a log may have been cut off in front. */
    private static int begin(String text) {
        Matcher row = ROW.matcher(text);
        return row.find() ? row.start() : -1;
    }

    static List<LogMessage> messages(String text) {
        int begin = begin(text);
        int linesBefore =
                (int) text.substring(0, begin).chars().filter(c -> c == '\n').count();
        return rows(text.substring(begin)).stream()
                .filter(row -> row.values().size() > DETAIL)
                .map(row -> message(row, linesBefore))
                .toList();
    }

    /** Of a log that was cut off at its end, the rows before. */
    private static List<CsvRow> rows(String csv) {
        try {
            return CsvRow.parse(csv, ',');
        } catch (CsvRow.InvalidCsv cut) {
            String whole = csv.lines().limit(cut.line() - 1L).collect(Collectors.joining("\n"));
            return CsvRow.parse(whole, ',');
        }
    }

    private static LogMessage message(CsvRow row, int linesBefore) {
        List<String> values = row.values();
        return new LogMessage(linesBefore + row.line(), 1, values.get(MESSAGE), values.get(DETAIL), false);
    }
}
