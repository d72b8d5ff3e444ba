package io.belastbar.budget.evaluation;

import io.belastbar.budget.series.MeasuredValues;
import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.TestRunFinished;
import java.util.Optional;

/**
 * What a budget is held against.
 *
 * @param run empty when only measurements are judged
 * @param facts what the database did during the run
 * @param measured what was posted or collected
 * @param remainder the run without its dependencies' trouble
 */
public record Evidence(Optional<TestRunFinished> run, FactsAnswer facts, MeasuredValues measured, Remainder remainder) {

    public static Evidence of(TestRunFinished run, FactsAnswer facts) {
        return new Evidence(Optional.of(run), facts, MeasuredValues.NONE, Remainder.NO_TROUBLE);
    }

    public static Evidence of(MeasuredValues measured) {
        return new Evidence(
                Optional.empty(), new FactsAnswer.Unknown("no run is judged"), measured, Remainder.NO_TROUBLE);
    }

    public Evidence with(MeasuredValues values) {
        return new Evidence(run, facts, values, remainder);
    }

    public Evidence with(Remainder rest) {
        return new Evidence(run, facts, measured, rest);
    }

    /** What profiling-service answered about a run. */
    public sealed interface FactsAnswer {

        record Known(DatabaseFacts facts) implements FactsAnswer {}

        /** @param reason a sentence part for a person */
        record Unknown(String reason) implements FactsAnswer {}
    }
}
