package io.belastbar.chaos.expectation.tolerance;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.JsonValues;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which answers of a probe are good, as Chaos Toolkit's steady-state hypothesis says it: a status, some statuses, a range,
 * a regular expression, a JSONPath. What they look at is the answer as an object of {@code status}, {@code headers} and
 * {@code body}; {@code target} names one of the three.
 */
public sealed interface Tolerance {

    /** Whether the answer is good; empty if that cannot be said. */
    Optional<Boolean> allows(Answered answer);

    /** What is good, for people. */
    Sentence sentence();

    /** Any answer at all. */
    record Anything() implements Tolerance {
        @Override
        public Optional<Boolean> allows(Answered answer) {
            return Optional.of(true);
        }

        @Override
        public Sentence sentence() {
            return new Sentence("answers", "antwortet");
        }
    }

    /** One of some statuses of HTTP. */
    record Statuses(List<Integer> codes) implements Tolerance {
        public Statuses {
            codes = List.copyOf(codes);
        }

        @Override
        public Optional<Boolean> allows(Answered answer) {
            return Optional.of(codes.contains(answer.status()));
        }

        @Override
        public Sentence sentence() {
            return new Sentence("answers " + codes, "antwortet " + codes);
        }
    }

    /** A number between two others, both included. */
    record Range(BigDecimal low, BigDecimal high, Part part) implements Tolerance {
        @Override
        public Optional<Boolean> allows(Answered answer) {
            try {
                BigDecimal value = new BigDecimal(part.text(answer).strip());
                return Optional.of(low.compareTo(value) <= 0 && value.compareTo(high) <= 0);
            } catch (NumberFormatException noNumber) {
                return Optional.of(false);
            }
        }

        @Override
        public Sentence sentence() {
            return new Sentence(
                    part.word() + " lies within " + band(ReportLanguage.ENGLISH),
                    part.word() + " liegt in " + band(ReportLanguage.GERMAN));
        }

        /** As it was written, with the language's comma. */
        private String band(ReportLanguage language) {
            char point = DecimalFormatSymbols.getInstance(language.locale()).getDecimalSeparator();
            return (low.toPlainString() + "–" + high.toPlainString()).replace('.', point);
        }
    }

    /** A text in which a regular expression is found. */
    record Regex(Pattern pattern, Part part) implements Tolerance {
        @Override
        public Optional<Boolean> allows(Answered answer) {
            return BoundedText.find(pattern, part.text(answer));
        }

        @Override
        public Sentence sentence() {
            return new Sentence(part.word() + " matches " + pattern, part.word() + " passt auf " + pattern);
        }
    }

    /**
     * Values at a path.
     *
     * @param count how many there must be; empty: at least one
     * @param expected which they must be, in this order; empty: whichever
     */
    record JsonPath(String path, Optional<Integer> count, Optional<List<JsonNode>> expected, Part part)
            implements Tolerance {
        @Override
        public Optional<Boolean> allows(Answered answer) {
            List<JsonNode> found = JsonValues.at(path, part.json(answer));
            if (expected.isPresent()) {
                return Optional.of(same(expected.get(), found));
            }
            return Optional.of(count.map(number -> number == found.size()).orElse(!found.isEmpty()));
        }

        private static boolean same(List<JsonNode> expected, List<JsonNode> found) {
            for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
                if (!JsonValues.same(expected.get(i), found.get(i))) {
                    return false;
                }
            }
            return expected.size() == found.size();
        }

        @Override
        public Sentence sentence() {
            String what = part.word() + " " + path;
            String wanted = expected.map(values -> " = " + values)
                    .orElse(count.map(number -> " × " + number).orElse(""));
            return new Sentence(what + wanted + " is there", what + wanted + " ist da");
        }
    }
}
