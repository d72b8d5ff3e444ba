package io.belastbar.local.convert;

import java.util.Locale;
import java.util.regex.Pattern;

/** The fields of Python data classes: {@code api_response_time_p95: float = 200.0  # ms}. */
final class PythonClass {

    private static final Pattern DATACLASS = Pattern.compile("@(?:dataclasses\\.)?dataclass\\b.*");
    private static final Pattern CLASS = Pattern.compile("class\\s+(\\w+).*");
    private static final Pattern METHOD = Pattern.compile("(?:async\\s+)?def\\s+(\\w+).*");
    private static final Pattern FIELD =
            Pattern.compile("(\\w+)\\s*:\\s*(?:float|int)\\s*=\\s*(\\d[\\d._]*)\\s*(?:#\\s*(.*))?");
    private static final Pattern CONSTANT = Pattern.compile("(\\w+)\\s*(?::\\s*\\w+\\s*)?=\\s*[\\d.].*");

    private final NativeBudget budget = new NativeBudget();
    private String docstring;
    private int docstringLine;
    private boolean decorated;
    private boolean inClass;
    private int indent;

    private PythonClass() {}

    static boolean reads(String text) {
        return text.lines().anyMatch(line -> DATACLASS.matcher(line).matches())
                && text.lines().noneMatch(line -> line.startsWith("```"));
    }

    static Conversion read(String text) {
        var reader = new PythonClass();
        int number = 0;
        for (var line : text.lines().toList()) {
            reader.line(line, ++number);
        }
        if (reader.docstring != null) {
            reader.budget.error(reader.docstringLine, "a text in three quotes begins here and never ends", "");
        }
        return reader.budget.conversion();
    }

    private void line(String line, int number) {
        var code = line.strip();
        if (isText(code, number) || code.isEmpty() || code.startsWith("#")) {
            return;
        }
        if (!Character.isWhitespace(line.charAt(0))) {
            statement(code, number);
        } else if (inClass) {
            int depth = line.indexOf(code);
            indent = indent == 0 ? depth : indent;
            if (depth <= indent) {
                member(code, number);
            }
        }
    }

    /** Whether a line belongs to a text in three quotes, which promises nothing. */
    private boolean isText(String code, int number) {
        boolean began = docstring != null;
        for (int at = 0; at <= code.length() - 3; at++) {
            var three = code.substring(at, at + 3);
            if (docstring == null ? three.equals("\"\"\"") || three.equals("'''") : three.equals(docstring)) {
                docstringLine = number;
                docstring = docstring == null ? three : null;
                at += 2;
            } else if (docstring == null && code.charAt(at) == '#') {
                break;
            }
        }
        return began || docstring != null || code.startsWith("\"\"\"") || code.startsWith("'''");
    }

    private void statement(String code, int number) {
        var named = CLASS.matcher(code);
        if (DATACLASS.matcher(code).matches()) {
            decorated = true;
            inClass = false;
        } else if (named.matches()) {
            inClass = decorated;
            decorated = false;
            indent = 0;
            if (!inClass) {
                budget.note(number, "class " + named.group(1) + " is read over: it is no @dataclass");
            }
        } else if (!code.startsWith("@") && !code.startsWith(")")) {
            inClass = false;
            decorated = false;
            constant(code, number);
        }
    }

    private void constant(String code, int number) {
        var constant = CONSTANT.matcher(code);
        if (constant.matches() && Kpis.isOne(constant.group(1).toLowerCase(Locale.ROOT))) {
            budget.note(number, constant.group(1) + " is read over: it is no field of a @dataclass");
        }
    }

    /** A field that is no plain number is a fault, not a gap. */
    private void member(String code, int number) {
        var field = FIELD.matcher(code);
        var method = METHOD.matcher(code);
        if (field.matches()) {
            var comment = field.group(3) == null ? "" : field.group(3).strip();
            Kpis.read(field.group(1), field.group(2).replace("_", ""), comment, number, budget);
        } else if (method.matches()) {
            budget.note(number, "method " + method.group(1) + " is read over");
        } else if (!code.startsWith("@") && !code.equals("pass") && !code.equals("...") && !code.startsWith(")")) {
            budget.error(number, "a KPI is a number, as in error_rate_max: float = 0.1", code);
        }
    }
}
