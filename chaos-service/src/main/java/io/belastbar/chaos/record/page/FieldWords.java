package io.belastbar.chaos.record.page;

import io.belastbar.chaos.record.report.Content;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an entry says by names, as people read it: units stand in the names, and are taken from there. */
final class FieldWords {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
    private static final Set<String> OUTCOMES = Set.of("HOLDS", "NOT_YET", "VIOLATED", "UNKNOWN");

    private final Wording words;
    private final ReportTime time;
    private final TimeWords lengths;

    FieldWords(Wording words, ReportTime time) {
        this.words = words;
        this.time = time;
        this.lengths = new TimeWords(time.language());
    }

    /** A name that this version does not know stays as it is. */
    String name(String field) {
        return words.has("field." + field) ? words.text("field." + field) : field;
    }

    String value(String field, Content content) {
        Object value = content.values().get(field);
        return switch (value) {
            case null -> "";
            case List<?> list -> list.stream().map(this::word).collect(Collectors.joining(", "));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + word(entry.getValue()))
                        .collect(Collectors.joining(", "));
            default -> text(field, value.toString(), content);
        };
    }

    private String text(String field, String text, Content content) {
        if (field.endsWith("Ms")) {
            return content.millis(field).map(lengths::length).orElse(text);
        }
        if (field.endsWith("Seconds")) {
            return content.count(field)
                    .map(Duration::ofSeconds)
                    .map(lengths::length)
                    .orElse(text);
        }
        if (field.endsWith("At") || field.equals("deadline")) {
            return moment(text);
        }
        if (field.equals("type") || field.equals("action")) {
            return action(text);
        }
        if (field.equals("reason") || field.endsWith("Because")) {
            return ReasonWords.of(text, words);
        }
        return NUMBER.matcher(text).matches() ? number(field, Double.parseDouble(text)) : word(text);
    }

    /** What this service calls a state or a verdict; any other text stays as it is. */
    private String word(Object value) {
        String text = String.valueOf(value);
        return words.has("value." + text) ? words.text("value." + text) : text;
    }

    private String number(String field, double number) {
        String unit = field.equals("percentage") || field.endsWith("Percent") ? " %" : "";
        return field.endsWith("Share") || field.equals("share")
                ? time.language().percent(number)
                : field.endsWith("Bytes")
                        ? time.language().bytes(number)
                        : time.language().number(number, 3) + unit;
    }

    private String moment(String text) {
        try {
            return time.second(Instant.parse(text));
        } catch (DateTimeParseException other) {
            return text;
        }
    }

    /** A kind of step or fault. */
    String action(String type) {
        return words.has("action." + type) ? words.text("action." + type) : type;
    }

    /** What a look said of one part of the steady state: {@code HOLDS: 12 ms}. */
    String seen(String text) {
        int colon = text.indexOf(": ");
        String result = colon < 0 ? "" : text.substring(0, colon);
        return OUTCOMES.contains(result) ? words.text("value." + result) + text.substring(colon) : text;
    }
}
