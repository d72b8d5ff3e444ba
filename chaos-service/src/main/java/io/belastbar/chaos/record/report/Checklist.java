package io.belastbar.chaos.record.report;

import io.belastbar.chaos.record.report.Recovery.Kept;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What one game day answers of the checklists of the hand-over. */
public final class Checklist {

    /** A question of a checklist. */
    public enum Item {
        /** DevOps: are runbooks of game days written down and carried out? */
        RUNBOOK_CARRIED_OUT,
        /** DevOps: is recovery validated by RTO and RPO? */
        RECOVERY_VALIDATED,
        /** Compliance: are the tests of resilience documented? */
        TEST_DOCUMENTED,
        /** Compliance: is the response to incidents verified? */
        RESPONSE_VERIFIED
    }

    /** What is answered. */
    public enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    private Checklist() {}

    /** The answers, in the order of the questions. */
    public static Map<Item, Answer> of(GameDayReport day) {
        Map<Item, Answer> answers = new EnumMap<>(Item.class);
        boolean carriedOut = Stream.of("PASSED", "FAILED", "INCONCLUSIVE")
                .anyMatch(outcome -> day.outcome().filter(outcome::equals).isPresent());
        answers.put(Item.RUNBOOK_CARRIED_OUT, carriedOut ? Answer.YES : Answer.NO);
        answers.put(Item.RECOVERY_VALIDATED, recovery(day));
        answers.put(Item.TEST_DOCUMENTED, day.end().isPresent() ? Answer.YES : Answer.NO);
        answers.put(Item.RESPONSE_VERIFIED, response(day, carriedOut));
        return answers;
    }

    /** Both targets, of every outage; what was not measured is not validated. */
    private static Answer recovery(GameDayReport day) {
        List<Kept> kept = day.recoveries().stream()
                .flatMap(one -> Stream.of(one.rto().kept(), one.rpo().kept()))
                .filter(one -> one != Kept.NO_TARGET)
                .toList();
        return kept.contains(Kept.MISSED)
                ? Answer.NO
                : kept.isEmpty() || kept.contains(Kept.UNDECIDED) ? Answer.UNKNOWN : Answer.YES;
    }

    /** Whether everything that people and alerts had to do was done in its time. */
    private static Answer response(GameDayReport day, boolean carriedOut) {
        boolean missed = Arrays.stream(EntryKind.values())
                .filter(kind -> kind.tone() == EntryKind.Tone.BAD)
                .anyMatch(kind -> day.lines(kind).findAny().isPresent());
        boolean open = day.lines(EntryKind.EXPECTATION_UNKNOWN).findAny().isPresent();
        return missed ? Answer.NO : !carriedOut || open ? Answer.UNKNOWN : Answer.YES;
    }
}
