package io.belastbar.capacity.plan.reading;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a key of a plan says of the time: {@code current_qps}, {@code end_2025}, {@code forecast_end_of_2026},
 * {@code end_2026_monthly}, {@code ende_2027}.
 *
 * @param by the last day of the year; null of what is now
 * @param figure what the key says beside: {@code qps}; empty if it says nothing
 */
record PlanKey(LocalDate by, String figure) {

    private static final Pattern CURRENT = Pattern.compile("(?:current|aktuell|today|now)(?:_(\\w+))?");
    private static final Pattern YEAR = Pattern.compile(
            "(?:(?:forecast|plan|planned|projected|prognose)_)?(?:(?:at_)?(?:end|ende|eoy)_(?:of_)?)?(\\d{4})(?:_(\\w+))?");

    /** Empty if the key says no time. */
    static Optional<PlanKey> of(String key) {
        var current = CURRENT.matcher(key);
        if (current.matches()) {
            return Optional.of(new PlanKey(null, orEmpty(current.group(1))));
        }
        return year(key).map(by -> new PlanKey(by, figure(key)));
    }

    /** The end of the year that stands in the name of a list: {@code end_2025_checklist}. */
    static Optional<LocalDate> year(String name) {
        var year = YEAR.matcher(name);
        return year.matches() ? Optional.of(LocalDate.of(Integer.parseInt(year.group(1)), 12, 31)) : Optional.empty();
    }

    boolean isCurrent() {
        return by == null;
    }

    private static String figure(String key) {
        var year = YEAR.matcher(key);
        return year.matches() ? orEmpty(year.group(2)) : "";
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
