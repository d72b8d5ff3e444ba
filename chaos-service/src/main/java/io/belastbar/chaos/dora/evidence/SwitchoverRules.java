package io.belastbar.chaos.dora.evidence;

import io.belastbar.chaos.dora.facts.Fact;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the redundant side took over, carried the function, and everything came back. */
final class SwitchoverRules {
    private SwitchoverRules() {}

    /** A plan is tried as well by a fault that nothing takes over from; a switchover is asked for beside. */
    static Finding continuity(GameDayFacts day) {
        return day.switchover().isEmpty() && !day.faults().isEmpty()
                ? Finding.of(Verdict.PARTLY, day.faults(), "reason.continuity.noSwitchover", day.faultKinds())
                : switchover(day);
    }

    static Finding switchover(GameDayFacts day) {
        Optional<Fact> over = day.switchover();
        if (over.isEmpty()) {
            return day.faults().isEmpty()
                    ? Finding.of(Verdict.NOT_SHOWN, List.of(), "reason.nothingInjected")
                    : Finding.of(Verdict.NOT_SHOWN, day.faults(), "reason.switchover.none", day.faultKinds());
        }
        Optional<Fact> back = day.switchedBack();
        List<Fact> facts = Stream.of(over, back).flatMap(Optional::stream).toList();
        if (back.isEmpty()) {
            return Finding.of(Verdict.SHOWN_NOT_MET, facts, "reason.switchover.notBack");
        }
        String carried = day.carriedFor().map(Spans::text).orElse("–");
        return day.conduct().marks().isEmpty()
                ? Finding.of(Verdict.SHOWN, facts, "reason.switchover", carried)
                : Finding.of(
                        Verdict.PARTLY,
                        facts,
                        "reason.switchover.marked",
                        carried,
                        day.conduct().marks());
    }
}
