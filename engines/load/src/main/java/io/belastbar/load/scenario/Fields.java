package io.belastbar.load.scenario;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads values of a scenario; each fault goes to the collector with its place, and the value is then empty. */
final class Fields {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final Pattern RATE =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*(?:/|per )\\s*(s|sec|second|m|min|minute|h|hour)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,9})\\s*(B|kB|KB|MB|MiB|KiB)?");

    private final ErrorCollector errors;

    Fields(ErrorCollector errors) {
        this.errors = errors;
    }

    ErrorCollector errors() {
        return errors;
    }

    Optional<Duration> duration(DocumentNode node) {
        return parsed(node, DurationText::parse, "must be a duration such as 500ms, 2s or 1m30s");
    }

    /** Above zero. */
    Optional<Duration> positiveDuration(DocumentNode node, Duration most) {
        Optional<Duration> duration = duration(node);
        duration.filter(value -> value.isZero() || value.compareTo(most) > 0)
                .ifPresent(wrong -> errors.add(node, "must be above 0s and at most " + most.toSeconds() + "s"));
        return duration;
    }

    /** Events per second. */
    Optional<Double> rate(DocumentNode node, double most) {
        Optional<Double> rate = parsed(node, Fields::perSecond, "must be a rate such as 100/s or 6000/min");
        rate.filter(value -> value > most)
                .ifPresent(wrong -> errors.add(node, String.format(Locale.ROOT, "must be at most %.0f/s", most)));
        return rate;
    }

    private static double perSecond(String text) {
        Matcher matcher = RATE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        double seconds =
                switch (matcher.group(2).charAt(0)) {
                    case 's' -> 1;
                    case 'm' -> 60;
                    default -> 3600;
                };
        return Double.parseDouble(matcher.group(1)) / seconds;
    }

    Optional<Integer> bytes(DocumentNode node, int most) {
        Optional<Integer> bytes = parsed(node, Fields::byteCount, "must be a size such as 64kB or 1MB");
        bytes.filter(value -> value > most || value < 1)
                .ifPresent(wrong -> errors.add(node, "must be from 1 to " + most + " bytes"));
        return bytes;
    }

    private static int byteCount(String text) {
        Matcher matcher = BYTES.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        long factor =
                switch (unit) {
                    case "B" -> 1;
                    case "kB", "KB" -> 1_000;
                    case "KiB" -> 1_024;
                    case "MiB" -> 1_048_576;
                    default -> 1_000_000;
                };
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(matcher.group(1)) * factor);
    }

    Optional<Integer> integer(DocumentNode node, int least, int most) {
        Optional<Long> value = node.asInteger(errors);
        if (value.isPresent() && (value.get() < least || value.get() > most)) {
            errors.add(node, "must be from " + least + " to " + most);
            return Optional.empty();
        }
        return value.map(Long::intValue);
    }

    /** As a document writes it: lower case, words joined by hyphens. */
    <E extends Enum<E>> Optional<E> choice(DocumentNode node, Class<E> type) {
        Optional<String> text = node.asString(errors);
        Optional<E> found = text.flatMap(value -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(value))
                .findFirst());
        if (text.isPresent() && found.isEmpty()) {
            errors.add(
                    node,
                    "must be one of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(Fields::word)
                                    .collect(Collectors.joining(", ")));
        }
        return found;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A name for addresses and files. */
    Optional<String> name(DocumentNode node) {
        Optional<String> name = node.asString(errors);
        if (node.kind() == DocumentNode.Kind.SCALAR
                && name.filter(text -> text.matches(NAME)).isEmpty()) {
            errors.add(node, "must be 1 to 63 letters, digits, '.', '_' or '-', beginning with a letter or digit");
        }
        return name;
    }

    private <T> Optional<T> parsed(DocumentNode node, Function<String, T> parser, String rule) {
        Optional<String> text = node.asString(errors);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (IllegalArgumentException wrong) {
            errors.add(node, rule);
            return Optional.empty();
        }
    }
}
