package io.belastbar.contracts;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which endpoints, operations and statements of a budget a scenario shows, by their names. A {@code *} in a name stands for
 * anything; an endpoint without a method is that endpoint with any.
 *
 * @param patterns as the scenario gives them
 */
public record CoveredSubjects(List<String> patterns) {

    public CoveredSubjects {
        patterns = List.copyOf(patterns);
    }

    /** Whether one of the patterns means this subject of a budget. */
    public boolean includes(String subject) {
        return patterns.stream().anyMatch(pattern -> means(pattern, subject));
    }

    /** Whether a pattern means a subject of a budget. */
    public static boolean means(String pattern, String subject) {
        return matches(pattern, subject)
                || pattern.startsWith("/") && matches(pattern, path(subject))
                || subject.startsWith("/") && matches(path(pattern), subject);
    }

    private static String path(String endpoint) {
        var slash = endpoint.indexOf(" /");
        return slash < 0 ? endpoint : endpoint.substring(slash + 1);
    }

    private static boolean matches(String pattern, String text) {
        var at = 0;
        var parts = pattern.split(Pattern.quote("*"), -1);
        if (parts.length == 1) {
            return pattern.equals(text);
        }
        if (!text.startsWith(parts[0])) {
            return false;
        }
        at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            var found = text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        var last = parts[parts.length - 1];
        return text.length() - at >= last.length() && text.endsWith(last);
    }
}
