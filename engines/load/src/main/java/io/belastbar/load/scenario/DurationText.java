package io.belastbar.load.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in k6 and in budgets: {@code 500ms}, {@code 1.5s}, {@code 1m30s}, {@code 1h}. */
final class DurationText {

    private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,9}(?:\\.\\d{1,3})?(?:ms|s|m|h)\\s*)+");
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)");

    private DurationText() {}

    /** @throws IllegalArgumentException with the rule and the value received */
    static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("a duration should look like 500ms, 2s or 1m30s: was '" + text + "'");
        }
        BigDecimal millis = BigDecimal.ZERO;
        Matcher matcher = PART.matcher(text);
        while (matcher.find()) {
            millis = millis.add(new BigDecimal(matcher.group(1)).multiply(millisOf(matcher.group(2))));
        }
        return Duration.ofNanos(millis.movePointRight(6).longValueExact());
    }

    private static BigDecimal millisOf(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "ms" -> 1L;
                    case "s" -> 1_000L;
                    case "m" -> 60_000L;
                    default -> 3_600_000L;
                });
    }
}
