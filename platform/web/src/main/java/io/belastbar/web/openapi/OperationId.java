package io.belastbar.web.openapi;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The id of an operation, made of its method and path, so that no renamed class changes it: {@code GET
 * /api/v1/systems/{system}/budget} is {@code getSystemsBudget}, {@code GET /api/v1/faults/{id}} is {@code getFaultsById}.
 */
final class OperationId {
    private static final Pattern PREFIX = Pattern.compile("^/api/v\\d+");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final Pattern LAST_PARAMETER = Pattern.compile("/\\{([^}/]+)}$");
    private static final Pattern WORD_BREAK = Pattern.compile("[^A-Za-z0-9]+");

    private OperationId() {}

    static String of(String method, String path) {
        String below = PREFIX.matcher(path).replaceFirst("");
        var last = LAST_PARAMETER.matcher(below);
        String by = last.find() ? "By" + words(last.group(1)) : "";
        return method.toLowerCase(Locale.ROOT) + words(PARAMETER.matcher(below).replaceAll("/")) + by;
    }

    private static String words(String text) {
        var words = new StringBuilder();
        for (String word : WORD_BREAK.split(text)) {
            if (!word.isEmpty()) {
                words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return words.toString();
    }
}
