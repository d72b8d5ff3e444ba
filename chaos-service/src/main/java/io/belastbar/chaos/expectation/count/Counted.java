package io.belastbar.chaos.expectation.count;

import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.metric.MetricSource.Value;
import io.belastbar.report.Sentence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Numbers that were counted at different places, one after the other.
 *
 * @param counts in the order in which they were asked for
 * @param firstAgain the first of them once more, after all the others: whether it has grown meanwhile
 * @param duplicates how often something was done twice; empty: nobody counts that
 */
public record Counted(List<Count> counts, Value firstAgain, Optional<Count> duplicates) {

    /** One number, and what it counts. */
    public record Count(String name, Value value) {}

    public Counted {
        counts = List.copyOf(counts);
    }

    /**
     * @return VIOLATED with a duplicate, which nobody takes back; NOT_YET while they differ, or the first still grows;
     *     UNKNOWN if one of them is not known
     */
    Observation judge() {
        Map<String, String> details = new LinkedHashMap<>();
        StringJoiner numbers = new StringJoiner(", ");
        counts.forEach(count -> tell(count, details, numbers));
        duplicates.ifPresent(count -> tell(count, details, numbers));
        Sentence measured = Sentence.verbatim(numbers.toString());
        if (duplicates.flatMap(Counted::amount).filter(twice -> twice > 0).isPresent()) {
            return new Observation(Result.VIOLATED, measured, details);
        }
        Optional<Sentence> missing = missing();
        if (missing.isPresent()) {
            return new Observation(Result.UNKNOWN, missing.get(), details);
        }
        double first = amount(counts.getFirst()).orElseThrow();
        boolean same = counts.stream().allMatch(count -> amount(count).orElseThrow() == first);
        boolean still = firstAgain.equals(counts.getFirst().value());
        if (same && !still) {
            return new Observation(
                    Result.NOT_YET,
                    new Sentence(numbers + "; still counting", numbers + "; es wird noch gezählt"),
                    details);
        }
        return new Observation(same ? Result.HOLDS : Result.NOT_YET, measured, details);
    }

    private Optional<Sentence> missing() {
        List<Value> all = new ArrayList<>(counts.stream().map(Count::value).toList());
        all.add(firstAgain);
        duplicates.ifPresent(count -> all.add(count.value()));
        return all.stream()
                .filter(Value.None.class::isInstance)
                .map(Value.None.class::cast)
                .map(Value.None::why)
                .findFirst();
    }

    private static Optional<Double> amount(Count count) {
        return count.value() instanceof Value.Amount amount ? Optional.of(amount.value()) : Optional.empty();
    }

    private static void tell(Count count, Map<String, String> details, StringJoiner numbers) {
        String number = amount(count).map(Counted::plain).orElse("?");
        details.put(count.name(), number);
        numbers.add(count.name() + " " + number);
    }

    private static String plain(double value) {
        return Double.isInfinite(value)
                ? String.valueOf(value)
                : new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
    }
}
