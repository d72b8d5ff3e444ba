package io.belastbar.chaos.runbook.reading;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The times of a runbook: {@code T+5m}, {@code 30s}, {@code 2 weeks}. A number without a unit is refused. */
public final class Times {
    private static final Pattern AT = Pattern.compile("T\\s?([+-])\\s?(.+)");
    private static final Pattern EVERY = Pattern.compile("(?:(\\d{1,3}) )?(day|week|month|quarter|year)s?");
    private static final String AT_RULE =
            "must be a time before or after the beginning, with its unit, as in T-10m or T+30s";
    private static final String EVERY_RULE = "must be how often it is due, as in month, 2 weeks, quarter or year";
    private static final Duration LONGEST = Duration.ofDays(1);

    private Times() {}

    /** When a step is due, from the beginning; empty with a fault if it says none. */
    static Optional<Duration> at(DocumentNode node, ErrorCollector errors) {
        return node.asName(errors).flatMap(text -> at(node, text, errors));
    }

    private static Optional<Duration> at(DocumentNode node, String text, ErrorCollector errors) {
        Matcher shape = AT.matcher(text.strip());
        if (!shape.matches()) {
            errors.add(node, AT_RULE);
            return Optional.empty();
        }
        if (shape.group(2).matches("0+(:00)?")) {
            return Optional.of(Duration.ZERO);
        }
        Optional<Duration> span = span(shape.group(2));
        if (span.isEmpty()) {
            errors.add(node, AT_RULE);
        }
        return span.map(length -> shape.group(1).equals("-") ? length.negated() : length)
                .filter(time -> bounded(node, time.abs(), errors));
    }

    /** A required length of time; {@code otherwise} with a fault if it says none. */
    static Duration required(DocumentNode node, String field, Duration otherwise, ErrorCollector errors) {
        return length(node.required(field, errors), errors).orElse(otherwise);
    }

    /** A length of time; empty if the field is not there, or faulty, which is added then. */
    public static Optional<Duration> optional(DocumentNode node, String field, ErrorCollector errors) {
        return node.optional(field).flatMap(found -> length(found, errors));
    }

    private static Optional<Duration> length(DocumentNode node, ErrorCollector errors) {
        Optional<String> text = node.asName(errors);
        Optional<Duration> span = text.flatMap(Times::span);
        if (text.isPresent() && span.isEmpty()) {
            errors.add(node, "must be a length of time with its unit, as in 500ms, 30s, 2m or 1h30m");
        }
        return span.filter(time -> bounded(node, time, errors)).filter(time -> positive(node, time, errors));
    }

    private static boolean positive(DocumentNode node, Duration time, ErrorCollector errors) {
        if (time.isZero()) {
            errors.add(node, "must be more than 0");
        }
        return !time.isZero();
    }

    private static boolean bounded(DocumentNode node, Duration time, ErrorCollector errors) {
        boolean within = time.compareTo(LONGEST) <= 0;
        if (!within) {
            errors.add(node, "must be at most 24h");
        }
        return within;
    }

    private static Optional<Duration> span(String text) {
        try {
            return Optional.of(TimeSpan.parse(text).toDuration());
        } catch (InvalidQuantity none) {
            return Optional.empty();
        }
    }

    /** How often something is due; zero if the field is not there. */
    public static Period every(DocumentNode node, String field, ErrorCollector errors) {
        return node.optional(field).flatMap(found -> every(found, errors)).orElse(Period.ZERO);
    }

    private static Optional<Period> every(DocumentNode node, ErrorCollector errors) {
        return node.asName(errors).flatMap(text -> {
            Matcher shape = EVERY.matcher(text.strip());
            if (!shape.matches() || "0".equals(shape.group(1))) {
                errors.add(node, EVERY_RULE);
                return Optional.empty();
            }
            int count = shape.group(1) == null ? 1 : Integer.parseInt(shape.group(1));
            return Optional.of(
                    switch (shape.group(2)) {
                        case "day" -> Period.ofDays(count);
                        case "week" -> Period.ofWeeks(count);
                        case "month" -> Period.ofMonths(count);
                        case "quarter" -> Period.ofMonths(3 * count);
                        default -> Period.ofYears(count);
                    });
        });
    }
}
