package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of a JTL as CSV: which column is where, and what stands between them. */
record JtlHeader(char separator, Map<String, Integer> columns) {

    private static final List<String> REQUIRED = List.of("timeStamp", "elapsed", "label", "success");
    private static final Pattern NAMES = Pattern.compile("\\b(?:timeStamp|elapsed|label|success|responseCode)\\b");
    private static final Pattern BETWEEN = Pattern.compile("^\"?\\w+\"?([^\\w\"]+)");

    /**
     * @throws io.belastbar.document.InvalidInput if it is no header, has too few columns, or more than one character
     *     between them
     */
    static JtlHeader of(int line, String text, Faults faults) {
        char separator = separator(line, text, faults);
        Map<String, Integer> columns = new HashMap<>();
        try {
            List<String> names = Row.splitQuoted(line, text, separator).values();
            for (int index = 0; index < names.size(); index++) {
                columns.putIfAbsent(names.get(index).strip(), index);
            }
        } catch (FieldFault fault) {
            throw faults.fatal(fault);
        }
        for (String required : REQUIRED) {
            if (!columns.containsKey(required)) {
                faults.add(new FieldFault(
                        line,
                        1,
                        required,
                        "must be a column of the first line (jmeter.save.saveservice.print_field_names)",
                        text));
            }
        }
        faults.throwIfAny();
        return new JtlHeader(separator, columns);
    }

    /** Whether nothing can be missing at the end of the row: {@code true} and {@code false} are never longer. */
    boolean endsWhole(Row row) {
        return columns.get("success") == row.size() - 1;
    }

    /** Whether the line names columns rather than a sample; a file may have several after runs were appended. */
    static boolean isOne(String line) {
        return line.contains("timeStamp") && line.contains("elapsed") && names(line) >= 3;
    }

    private static long names(String line) {
        return NAMES.matcher(line).results().count();
    }

    private static char separator(int line, String text, Faults faults) {
        Matcher between = BETWEEN.matcher(text.strip());
        String found = between.find() && isOne(text) ? between.group(1) : ",";
        String separator = found.isBlank() ? found : found.strip();
        if (separator.length() != 1) {
            throw faults.fatal(new FieldFault(
                    line,
                    between.start(1) + 1,
                    "line",
                    "must have one character between its columns, such as a comma, a semicolon or a tab"
                            + " (jmeter.save.saveservice.default_delimiter)",
                    found));
        }
        return separator.charAt(0);
    }

    JtlFields fields(Row row) {
        return new JtlFields() {
            @Override
            public int line() {
                return row.line();
            }

            @Override
            public String textOrNull(String column) {
                Integer index = columns.get(column);
                return index == null ? null : row.text(index, column);
            }

            @Override
            public FieldFault fault(String column, String rule) {
                return row.fault(columns.getOrDefault(column, 0), column, rule);
            }
        };
    }
}
