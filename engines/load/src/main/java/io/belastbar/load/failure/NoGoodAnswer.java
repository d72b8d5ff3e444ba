package io.belastbar.load.failure;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.result.RunResult;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says of which steps every request failed, and why: whatever else is wrong with a run, a reader wants to know this first,
 * because the rest often follows from it.
 */
public final class NoGoodAnswer {

    /** More would hide the other reasons. */
    private static final int STEPS_MAX = 3;

    private NoGoodAnswer() {}

    /** Empty if each step that was sent had a good answer, or nothing was sent. */
    public static List<Sentence> sentences(RunResult result) {
        List<Sentence> sentences = new ArrayList<>();
        for (int step = 0; step < result.steps().size() && sentences.size() < STEPS_MAX; step++) {
            Cell cell = result.step(step);
            if (cell.requests() > 0 && cell.errorCount() == cell.requests()) {
                sentences.add(sentence(result, step, cell));
            }
        }
        return sentences;
    }

    private static Sentence sentence(RunResult result, int step, Cell cell) {
        Optional<FailureCause> main = result.failures().stream()
                .filter(cause -> cause.step() == step)
                .max(Comparator.comparingLong(FailureCause::count));
        String name = result.steps().get(step).name();
        return Wording.sentence(NoGoodAnswer.class, words -> main.map(cause -> words.text(
                        "everyRequestBecause",
                        name,
                        cause.name() + (cause.message().isEmpty() ? "" : ", " + cause.message()),
                        words.language().count(Math.min(cause.count(), cell.requests())),
                        words.language().count(cell.requests())))
                .orElseGet(() -> words.text(
                        "everyRequest", name, words.language().count(cell.requests()), classes(words, cell))));
    }

    /** Of a run whose causes were not kept. */
    private static String classes(Wording words, Cell cell) {
        return cell.errors().entrySet().stream()
                .map(error -> error.getKey().name() + " " + words.language().count(error.getValue()))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }
}
