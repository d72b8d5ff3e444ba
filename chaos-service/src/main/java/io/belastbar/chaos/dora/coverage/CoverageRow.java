package io.belastbar.chaos.dora.coverage;

import io.belastbar.chaos.runbook.Participant;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * A function under a scenario.
 *
 * @param criticality empty: nobody says it
 * @param frequency zero: nothing is said
 * @param last the test that ended last, whatever it says; empty: none has ended
 * @param covering the last that covers; empty: none does
 * @param full the last that covers and has no mark
 * @param due empty: it never is
 */
public record CoverageRow(
        String function,
        String runbook,
        String title,
        Optional<Criticality> criticality,
        Period frequency,
        List<Participant> participants,
        Status status,
        Optional<HeldTest> last,
        Optional<HeldTest> covering,
        Optional<HeldTest> full,
        Optional<Due> due) {

    /** @param remindAt when to remind of it */
    public record Due(Instant at, Instant remindAt) {}

    public CoverageRow {
        participants = List.copyOf(participants);
    }

    /** Whether its last test that says anything failed. */
    public boolean failed() {
        return covering.flatMap(HeldTest::outcome).filter("FAILED"::equals).isPresent();
    }

    /** Whether the last test said nothing. */
    public boolean lastSaysNothing() {
        return last.filter(test -> !test.covers()).isPresent();
    }

    /** Whether only tests with a mark cover it. */
    public boolean onlyMarked() {
        return covering.isPresent() && full.isEmpty();
    }
}
