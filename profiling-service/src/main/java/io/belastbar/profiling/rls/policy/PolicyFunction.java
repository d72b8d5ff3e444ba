package io.belastbar.profiling.rls.policy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A function that a policy calls, from {@code pg_proc}.
 *
 * @param argumentNames of its parameters in order; empty where it names none
 * @param arguments how many it takes
 * @param volatility as {@code provolatile} says: {@code v}, {@code s} or {@code i}
 * @param strict returns NULL for NULL without being run
 * @param settled whether it runs with settings of its own or as its owner, or returns a set: PostgreSQL never inlines it
 * @param source the body's text
 */
public record PolicyFunction(
        String schema,
        String name,
        List<String> argumentNames,
        int arguments,
        String volatility,
        String language,
        boolean strict,
        boolean settled,
        String source) {
    private static final Pattern SIMPLE_SELECT = Pattern.compile("(?is)^\\s*select\\s+(.*?)\\s*;?\\s*$");
    private static final Pattern NOT_INLINED = Pattern.compile(
            "(?is)\\b(?:from|with|limit|select|union|where|group|order|having|insert|update|delete)\\b|;");

    public PolicyFunction {
        argumentNames = List.copyOf(argumentNames);
    }

    public boolean isVolatile() {
        return "v".equals(volatility);
    }

    public String qualifiedName() {
        return schema + "." + name;
    }

    /** Built into the server, in C. */
    public boolean isBuiltIn() {
        return "internal".equals(language) || "c".equals(language);
    }

    /**
     * The expression that PostgreSQL puts in place of a call, null when it does not. As {@code inline_function} of its
     * source decides: language SQL, one plain SELECT without a table or sub-query, not as its owner, no settings of its own.
     */
    public String inlined() {
        if (!"sql".equals(language) || settled || strict || source == null) {
            return null;
        }
        var body = SIMPLE_SELECT.matcher(source);
        if (!body.matches()) {
            return null;
        }
        String withoutStrings = body.group(1).replaceAll("'(?:[^']|'')*'", "''");
        return NOT_INLINED.matcher(withoutStrings).find() ? null : body.group(1);
    }
}
