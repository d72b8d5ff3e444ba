package io.belastbar.budget.format.openslo;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.util.Optional;

/** The window of an SLO: one that rolls. A window of the calendar begins anew each month and is another promise. */
final class OpenSloWindow {

    private static final String ROLLING =
            "is a window that rolls (isRolling: true): one that follows the calendar would be another promise, and is not"
                    + " judged here";

    private OpenSloWindow() {}

    /** Empty if the SLO has none, or after a fault. */
    static Optional<Duration> of(DocumentNode spec, ErrorCollector errors) {
        var windows = spec.optional("timeWindow");
        if (windows.isEmpty() || !windows.get().requireSequence(errors)) {
            return Optional.empty();
        }
        var items = windows.get().items();
        if (items.size() > 1) {
            errors.add(windows.get(), "has exactly one window", items.size() + " windows");
            return Optional.empty();
        }
        return items.stream().findFirst().flatMap(window -> rolling(window, errors));
    }

    private static Optional<Duration> rolling(DocumentNode window, ErrorCollector errors) {
        var calendar = window.optional("calendar");
        if (calendar.isPresent()) {
            errors.add(calendar.get(), ROLLING, "calendar");
            return Optional.empty();
        }
        var rolls = window.optional("isRolling");
        if (rolls.isPresent() && !rolls.get().asBoolean(errors).orElse(true)) {
            errors.add(rolls.get(), ROLLING, "false");
            return Optional.empty();
        }
        var duration = window.required("duration", errors);
        try {
            return duration.asString(errors).map(TimeSpan::parse).map(TimeSpan::toDuration);
        } catch (InvalidQuantity invalid) {
            errors.add(
                    duration,
                    "a window is a number of m, h, d or w, as in 28d; months, quarters and years have no fixed length",
                    duration.text());
            return Optional.empty();
        }
    }
}
