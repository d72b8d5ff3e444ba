package io.belastbar.jobs.work;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A handler that notes what it was given. */
final class Notebook implements WorkHandler<String> {

    final List<String> done = new CopyOnWriteArrayList<>();
    final List<String> givenUp = new CopyOnWriteArrayList<>();
    private final Function<HeldWork<String>, Outcome> attempt;

    Notebook(Function<HeldWork<String>, Outcome> attempt) {
        this.attempt = attempt;
    }

    static Notebook ofWhatWorks() {
        return new Notebook(held -> Outcome.DONE);
    }

    @Override
    public Outcome handle(HeldWork<String> held) {
        Outcome outcome = attempt.apply(held);
        done.add(held.item() + "#" + held.attempt());
        return outcome;
    }

    @Override
    public void givenUp(HeldWork<String> held, String reason) {
        givenUp.add(held.item() + ": " + reason);
    }
}
