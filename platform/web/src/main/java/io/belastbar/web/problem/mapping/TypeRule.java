package io.belastbar.web.problem.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a value of a JSON body must be, in words of its sender rather than by the name of a Java class. */
final class TypeRule {

    private static final String MOMENT = "must be a moment as in 2026-11-26T12:00:00Z";
    private static final String WHOLE = "must be a whole number";
    private static final String NUMBER = "must be a number";
    private static final String YES_OR_NO = "must be true or false";
    private static final Map<Class<?>, String> RULES = Map.ofEntries(
            Map.entry(Instant.class, MOMENT),
            Map.entry(OffsetDateTime.class, MOMENT),
            Map.entry(LocalDate.class, "must be a day as in 2026-11-26"),
            Map.entry(Duration.class, "must be a duration as in PT15M"),
            Map.entry(UUID.class, "must be a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057"),
            Map.entry(int.class, WHOLE + " from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE),
            Map.entry(Integer.class, WHOLE + " from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE),
            Map.entry(long.class, WHOLE),
            Map.entry(Long.class, WHOLE),
            Map.entry(double.class, NUMBER),
            Map.entry(Double.class, NUMBER),
            Map.entry(boolean.class, YES_OR_NO),
            Map.entry(Boolean.class, YES_OR_NO),
            Map.entry(String.class, "must be a text"));

    private TypeRule() {}

    static String of(Class<?> type) {
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "must be a list";
        }
        return RULES.getOrDefault(type, "must be an object");
    }
}
