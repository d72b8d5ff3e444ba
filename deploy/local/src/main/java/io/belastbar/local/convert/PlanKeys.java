package io.belastbar.local.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** By which keys a capacity plan is known, though it may have keys of a budget as well: {@code database}. */
final class PlanKeys {
    private static final Pattern CURRENT = Pattern.compile("(?:current|aktuell|today|now)(?:_\\w+)?");
    private static final Pattern YEAR = Pattern.compile(
            "(?:(?:forecast|plan|planned|projected|prognose)_)?(?:(?:at_)?(?:end|ende|eoy)_(?:of_)?)?\\d{4}(?:_\\w+)?");

    private PlanKeys() {}

    /** Says what something is and what it is planned to be in a year, or has tasks of a year. */
    static boolean isPlan(JsonNode document) {
        if (!document.isObject()) {
            return false;
        }
        for (var section : document.properties()) {
            if (isFigures(section.getValue())
                    || section.getValue().isArray()
                            && YEAR.matcher(section.getKey()).matches()) {
                return true;
            }
        }
        return false;
    }

    /** States limits or features only, and nothing that a budget says. */
    static boolean isPartOfAPlan(JsonNode document) {
        return document.path("limits").isArray()
                || document.path("features").isArray()
                || document.has("costs")
                || document.has("mandants");
    }

    private static boolean isFigures(JsonNode section) {
        boolean current = false;
        boolean year = false;
        for (var field : section.properties()) {
            current |= CURRENT.matcher(field.getKey()).matches();
            year |= YEAR.matcher(field.getKey()).matches();
        }
        return current && year;
    }
}
