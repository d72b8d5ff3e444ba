package io.belastbar.plans.index.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One key of a sort. */
public record OrderKey(Expression expression, boolean descending, boolean nullsFirst) {
    private static final Pattern SUFFIX =
            Pattern.compile("^(.*?)( DESC| ASC)?( NULLS (?:FIRST|LAST))?$", Pattern.DOTALL);

    /** As EXPLAIN prints it: {@code e.created_at DESC NULLS LAST}. */
    public static OrderKey parse(String printed) {
        Matcher matcher = SUFFIX.matcher(printed.strip());
        boolean matches = matcher.matches();
        boolean descending = matches && " DESC".equals(matcher.group(2));
        String nulls = matches ? matcher.group(3) : null;
        boolean first = nulls == null ? descending : nulls.endsWith("FIRST");
        return new OrderKey(ExpressionParser.parse(matches ? matcher.group(1) : printed), descending, first);
    }

    /** Read from the other end. */
    public OrderKey reversed() {
        return new OrderKey(expression, !descending, !nullsFirst);
    }

    /** What follows the expression in an index definition. */
    public String direction() {
        String nulls = nullsFirst == descending ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST";
        return ((descending ? "DESC" : "") + nulls).strip();
    }
}
