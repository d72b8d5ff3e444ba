package io.belastbar.chaos.expectation.tolerance;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.report.Sentence;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One request answers as it is tolerated: an http probe of Chaos Toolkit. */
public record ToleratedProbe(Question question, Tolerance tolerance) implements Expectation {

    public static final String TYPE = "tolerated-probe";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sentence sentence() {
        String what = question.text() + " (" + question.target() + "): ";
        return new Sentence(
                what + tolerance.sentence().english(),
                what + tolerance.sentence().german());
    }

    @Override
    public Set<String> targets() {
        return Set.of(question.target());
    }

    @Override
    public Set<String> credentials() {
        return question.credential().stream().collect(Collectors.toUnmodifiableSet());
    }

    /** @return UNKNOWN if it could not be asked, or the expression reads too much of the answer */
    public Observation judge(HttpReading reading) {
        return reading.observed(this::judge);
    }

    private Observation judge(Answered answered) {
        Optional<Boolean> allowed = tolerance.allows(answered);
        Result result =
                allowed.map(good -> good ? Result.HOLDS : Result.NOT_YET).orElse(Result.UNKNOWN);
        String took = answered.status() + " (" + answered.took().toMillis() + " ms)";
        return new Observation(
                result,
                allowed.isPresent()
                        ? Sentence.verbatim(took)
                        : new Sentence(
                                took + ", the expression reads too much to be decided",
                                took + ", der Ausdruck liest zu viel, um entschieden zu werden"),
                Map.of(
                        "status",
                        String.valueOf(answered.status()),
                        "tookMs",
                        String.valueOf(answered.took().toMillis())));
    }
}
