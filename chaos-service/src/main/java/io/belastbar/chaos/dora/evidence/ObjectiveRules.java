package io.belastbar.chaos.dora.evidence;

import io.belastbar.chaos.dora.facts.Fact;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.dora.facts.Objective;
import java.util.List;
import java.util.stream.Stream;

/** Whether the targets of recovery were measured and held. A target within the measurement's error decides nothing. */
final class ObjectiveRules {
    private ObjectiveRules() {}

    static Finding of(GameDayFacts day) {
        List<Objective> both = List.of(day.rto(), day.rpo());
        List<Fact> facts = day.measurements();
        if (both.stream().allMatch(one -> one.standing() == Objective.Standing.NO_TARGET)) {
            return Finding.of(Verdict.NOT_SHOWN, day.ended().toList(), "reason.objectives.none");
        }
        List<String> missed = texts(both, Objective.Standing.MISSED);
        if (!missed.isEmpty()) {
            return Finding.of(Verdict.SHOWN_NOT_MET, facts, "reason.objectives.missed", missed);
        }
        List<String> held = texts(both, Objective.Standing.HELD);
        if (held.isEmpty()) {
            return Finding.of(
                    Verdict.NOT_SHOWN,
                    Stream.concat(facts.stream(), day.ended()).toList(),
                    "reason.objectives.notMeasured");
        }
        return held.size() == both.size()
                ? Finding.of(Verdict.SHOWN, facts, "reason.objectives", held)
                : Finding.of(Verdict.PARTLY, facts, "reason.objectives.partly", held);
    }

    private static List<String> texts(List<Objective> both, Objective.Standing standing) {
        return both.stream()
                .filter(one -> one.standing() == standing)
                .map(ObjectiveRules::text)
                .toList();
    }

    private static String text(Objective objective) {
        String measured = objective
                .measured()
                .map(Spans::text)
                .or(() -> objective.moreThan().map(least -> "> " + Spans.text(least)))
                .orElse("0");
        String sign = objective.standing() == Objective.Standing.HELD ? "≤" : ">";
        return objective.name() + " " + measured
                + objective
                        .target()
                        .map(target -> " (" + sign + " " + Spans.text(target) + ")")
                        .orElse("");
    }
}
