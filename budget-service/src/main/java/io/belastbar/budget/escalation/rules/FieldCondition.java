package io.belastbar.budget.escalation.rules;

import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.Count;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a field of a signal must be. */
sealed interface FieldCondition {

    /** Whether a value meets this. */
    boolean holds(String value);

    /** One of several patterns, in which {@code *} stands for any text; upper and lower case are the same. */
    record OneOf(List<Pattern> patterns) implements FieldCondition {

        static OneOf of(List<String> texts) {
            return new OneOf(texts.stream().map(OneOf::pattern).toList());
        }

        @Override
        public boolean holds(String value) {
            return patterns.stream().anyMatch(pattern -> pattern.matcher(value).matches());
        }

        /** As a document says them; only for a person to read. */
        List<String> texts() {
            return patterns.stream().map(OneOf::text).toList();
        }

        private static String text(Pattern pattern) {
            return pattern.pattern()
                    .replaceFirst("^\\(\\?isu\\)", "")
                    .replace("(?>.*?\\Q", "*")
                    .replace("\\E)", "")
                    .replace("\\E.*\\Q", "*")
                    .replaceAll("\\\\[QE]", "");
        }

        /** Each star takes what it must and no more, so that no text makes a match slow. */
        private static Pattern pattern(String text) {
            var literals = text.split("\\*+", -1);
            var expression = new StringBuilder(Pattern.quote(literals[0]));
            for (var i = 1; i < literals.length; i++) {
                var last = i == literals.length - 1;
                expression.append(last ? ".*" : "(?>.*?").append(Pattern.quote(literals[i]));
                expression.append(last ? "" : ")");
            }
            // Flags of its own, so that it is the same pattern when it was written down and read again.
            return Pattern.compile("(?isu)" + expression);
        }
    }

    /** A comparison with an amount of the same kind; never with one of another kind, or with no amount. */
    record Compared(Comparison comparison, Quantity bound) implements FieldCondition {

        /** As a document says it. */
        String text() {
            return comparison.sign() + " " + bound;
        }

        @Override
        public boolean holds(String value) {
            return amount(unsigned(value))
                    .filter(observed -> observed.getClass() == bound.getClass())
                    .filter(observed -> comparison.holds(observed.magnitude(), bound.magnitude()))
                    .isPresent();
        }
    }

    /**
     * Reads {@code > 500ms} as a comparison and anything else as a pattern.
     *
     * @throws InvalidQuantity if there is a sign, but no amount behind it
     */
    static FieldCondition parse(String text) {
        var stripped = text.strip();
        var comparison = Comparison.leading(stripped);
        if (comparison.isEmpty()) {
            return OneOf.of(List.of(stripped));
        }
        var bound = amount(comparison.get().behind(stripped))
                .orElseThrow(() ->
                        new InvalidQuantity("behind a sign stands an amount, as in > 500ms, < 60 or >= 5%", text));
        return new Compared(comparison.get(), bound);
    }

    private static String unsigned(String value) {
        return value.strip().replaceFirst("^[≤≥<>]=?\\s*", "").replaceAll("(?<=\\d),(?=\\d{3}(\\D|$))", "");
    }

    /** Empty if a text is none. */
    static Optional<Quantity> amount(String text) {
        Stream<Function<CharSequence, ? extends Quantity>> readers =
                Stream.of(Count::parse, TimeSpan::parse, Bytes::parse, Rate::parse, Ratio::parse);
        return readers.flatMap(reader -> read(reader, text).stream()).findFirst();
    }

    private static Optional<Quantity> read(Function<CharSequence, ? extends Quantity> reader, String text) {
        try {
            return Optional.of(reader.apply(text));
        } catch (InvalidQuantity other) {
            return Optional.empty();
        }
    }
}
