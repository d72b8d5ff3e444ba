package io.belastbar.plans.index;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the filter expressions that PostgreSQL prints in plans. It understands what PostgreSQL itself prints, where
 * every operator application stands in parentheses; it is not a parser of SQL.
 */
final class FilterParser {
    private static final String IDENTIFIER = "(?:[a-z_][a-z0-9_$]*|\"(?:[^\"]|\"\")+\")";
    private static final Pattern COLUMN = Pattern.compile("(?:(" + IDENTIFIER + ")\\.)?(" + IDENTIFIER + ")");
    private static final Pattern CAST_COLUMN = Pattern.compile("\\((.+)\\)::[a-z ]+(?:\\(\\d+\\))?");
    private static final Pattern CAST =
            Pattern.compile("::(?:" + IDENTIFIER + "\\.)?[a-z_][a-z0-9_ ]*(?:\\([0-9,]+\\))?(?:\\[\\])*");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern COLUMN_REFERENCE =
            Pattern.compile("(?<![a-z0-9_$.\"])(?:" + IDENTIFIER + "\\.)?" + IDENTIFIER + "(?![a-z0-9_$.\"(])");
    private static final Pattern NOT_ONE_FIXED_VALUE =
            Pattern.compile("\\b(?:ANY|ALL|SubPlan|random|clock_timestamp|nextval)\\b");

    private FilterParser() {}

    static List<Condition> parse(String filter, String alias) {
        if (filter == null) {
            return List.of();
        }
        return split(strip(filter), " AND ").stream()
                .map(part -> condition(strip(part), alias))
                .toList();
    }

    private static Condition condition(String text, String alias) {
        if (text.endsWith(" IS NULL")) {
            String column = column(text.substring(0, text.length() - " IS NULL".length()), alias);
            return column == null ? new Condition.Other(text) : new Condition.IsNull(column);
        }
        List<String> sides = split(text, " = ");
        if (sides.size() != 2) {
            return new Condition.Other(text);
        }
        Condition direct = equality(sides.get(0), sides.get(1), alias);
        Condition either = direct == null ? equality(sides.get(1), sides.get(0), alias) : direct;
        return either == null ? new Condition.Other(text) : either;
    }

    private static Condition equality(String columnSide, String valueSide, String alias) {
        if (!isFixed(valueSide)) {
            return null;
        }
        boolean fromSession = valueSide.contains("current_setting(");
        String plain = column(columnSide, alias);
        if (plain != null) {
            return new Condition.Equality(plain, false, fromSession);
        }
        Matcher cast = CAST_COLUMN.matcher(columnSide);
        String inner = cast.matches() ? column(cast.group(1), alias) : null;
        return inner == null ? null : new Condition.Equality(inner, true, fromSession);
    }

    /** True for a value that does not depend on the row. */
    private static boolean isFixed(String value) {
        String bare = LITERAL.matcher(value).replaceAll("0");
        bare = CAST.matcher(bare).replaceAll("");
        bare = bare.replaceAll("\\(InitPlan \\d+\\)\\.col\\d+", "0");
        bare = bare.replaceAll("\\b(?:true|false)\\b", "0");
        return !NOT_ONE_FIXED_VALUE.matcher(bare).find()
                && !COLUMN_REFERENCE.matcher(bare).find();
    }

    private static String column(String text, String alias) {
        Matcher matcher = COLUMN.matcher(strip(text));
        if (!matcher.matches()) {
            return null;
        }
        boolean ours = matcher.group(1) == null || matcher.group(1).equals(alias);
        return ours ? matcher.group(2) : null;
    }

    /** Removes parentheses that enclose the whole text. */
    static String strip(String text) {
        String result = text.strip();
        while (result.startsWith("(") && closing(result, 0) == result.length() - 1) {
            result = result.substring(1, result.length() - 1).strip();
        }
        return result;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                i = endOfQuoted(text, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int endOfQuoted(String text, int start) {
        int end = text.indexOf(text.charAt(start), start + 1);
        return end < 0 ? text.length() : end;
    }

    /** Splits at a separator that stands outside parentheses and quotes. */
    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                i = endOfQuoted(text, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0 && text.startsWith(separator, i)) {
                parts.add(text.substring(from, i).strip());
                from = i + separator.length();
                i = from - 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }
}
