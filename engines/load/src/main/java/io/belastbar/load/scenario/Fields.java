package io.belastbar.load.scenario;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads values of a scenario; each fault goes to the collector with its place, and the value is then empty. */
final class Fields {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    private final ErrorCollector errors;

    Fields(ErrorCollector errors) {
        this.errors = errors;
    }

    ErrorCollector errors() {
        return errors;
    }

    Optional<Duration> duration(DocumentNode node) {
        return parsed(node, text -> TimeSpan.parse(text).toDuration(), "must be a duration such as 500ms, 2s or 1m30s");
    }

    /** Above zero. */
    Optional<Duration> positiveDuration(DocumentNode node, Duration max) {
        Optional<Duration> duration = duration(node);
        duration.filter(value -> value.isZero() || value.compareTo(max) > 0)
                .ifPresent(wrong -> errors.add(node, "must be above 0s and at most " + max.toSeconds() + "s"));
        return duration;
    }

    /** Events per second. */
    Optional<Double> rate(DocumentNode node, double max) {
        Optional<Double> rate =
                parsed(node, text -> Rate.parse(text).perSecond(), "must be a rate such as 100/s or 6000/min");
        rate.filter(value -> value > max)
                .ifPresent(wrong -> errors.add(node, String.format(Locale.ROOT, "must be at most %.0f/s", max)));
        return rate;
    }

    /** A number without a unit is of bytes. */
    Optional<Integer> bytes(DocumentNode node, int max) {
        Optional<Long> bytes = parsed(
                node,
                text -> Bytes.parse(text.strip().matches("\\d+") ? text.strip() + " B" : text)
                        .count(),
                "must be a size such as 64kB or 1MB");
        bytes.filter(value -> value > max || value < 1)
                .ifPresent(wrong -> errors.add(node, "must be from 1 to " + max + " bytes"));
        return bytes.map(value -> (int) Math.min(Integer.MAX_VALUE, value));
    }

    Optional<Integer> integer(DocumentNode node, int min, int max) {
        Optional<Long> value = node.asInteger(errors);
        if (value.isPresent() && (value.get() < min || value.get() > max)) {
            errors.add(node, "must be from " + min + " to " + max);
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
