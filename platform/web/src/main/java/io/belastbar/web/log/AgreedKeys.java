package io.belastbar.web.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of the log says of something that has an agreed key, for example the run of {@code "Finished runId=%s"}.
 *
 * <p>Keys come from the pattern that stands in our code, never from the text: what others sent cannot set one.
 */
final class AgreedKeys {

    private static final Set<String> AGREED = Set.of(
            "system",
            "runId",
            "gameDayId",
            "findingId",
            "faultId",
            "topic",
            "partition",
            "offset",
            "handler",
            "queue",
            "item",
            "durationMs");

    private static final int CHARACTERS_MAX = 200;

    // A conversion of java.util.Formatter, with the key directly before it.
    private static final Pattern CONVERSION =
            Pattern.compile("(?:(\\w+)=)?%(?:(\\d+)\\$)?[-#+ 0,(]*\\d*(?:\\.\\d+)?([a-zA-Z%])");

    private AgreedKeys() {}

    /** The keys of a pattern with the values of its parameters. */
    static Map<String, String> of(String pattern, Object[] parameters) {
        Map<String, String> found = new LinkedHashMap<>();
        if (pattern == null || parameters == null || pattern.indexOf('=') < 0) {
            return found;
        }
        Matcher conversion = CONVERSION.matcher(pattern);
        int next = 0;
        while (conversion.find()) {
            String kind = conversion.group(3);
            if (kind.equals("%") || kind.equals("n")) {
                continue;
            }
            int index = conversion.group(2) == null ? next++ : Integer.parseInt(conversion.group(2)) - 1;
            String key = conversion.group(1);
            if (key != null && AGREED.contains(key) && index >= 0 && index < parameters.length) {
                found.put(key, cut(String.valueOf(parameters[index])));
            }
        }
        return found;
    }

    private static String cut(String value) {
        return value.length() > CHARACTERS_MAX ? value.substring(0, CHARACTERS_MAX) : value;
    }
}
