package io.belastbar.profiling.database;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The session settings that row-level security policies read. {@code current_setting('app.tenant')} without its second
 * argument fails while planning unless the setting has a value, so EXPLAIN needs one of the right form. Which one does
 * not matter: only the plan's shape is wanted.
 */
final class SessionSettings {
    private static final Pattern SETTING = Pattern.compile(
            "current_setting\\('([a-z_][a-z0-9_]*\\.[a-z0-9_.]+)'(?:::text)?(?:, (?:true|false))?\\)\\)*(::[a-z]+)?",
            Pattern.CASE_INSENSITIVE);

    private SessionSettings() {}

    /** Setting to placeholder, for the settings that these policy expressions read. */
    static Map<String, String> placeholders(List<String> policies) {
        Map<String, String> placeholders = new LinkedHashMap<>();
        for (String policy : policies) {
            Matcher matcher = SETTING.matcher(policy);
            while (matcher.find()) {
                placeholders.merge(matcher.group(1), placeholder(matcher.group(2)), (a, b) -> a.isEmpty() ? b : a);
            }
        }
        return placeholders;
    }

    private static String placeholder(String cast) {
        return switch (cast == null ? "" : cast) {
            case "::uuid" -> "00000000-0000-0000-0000-000000000000";
            case "::integer", "::bigint", "::smallint", "::numeric" -> "0";
            case "::boolean" -> "false";
            case "::date", "::timestamp" -> "2000-01-01";
            default -> "";
        };
    }
}
