package io.belastbar.chaos.record.action;

import io.belastbar.chaos.record.action.ActionItem.Source;
import io.belastbar.chaos.record.action.Conclusion.Day;
import io.belastbar.chaos.record.action.Shown.Verdict;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the register of findings is told of action items. It is written in English, as all that the register holds. */
final class ItemFindings {
    private static final String SOURCE = "chaos-service";
    private static final String CATEGORY = "Resilience";

    private ItemFindings() {}

    /** Empty for a steady state that was not regained: that is a finding as soon as it is seen. */
    static Optional<EventData> raised(ActionItem item, Day day, Shown one) {
        return item.source() == Source.STEADY_STATE
                ? Optional.empty()
                : Optional.of(FindingRaised.of(item.fingerprint(), item.system(), SOURCE)
                        .raised(day.at(), item.severity())
                        .category(CATEGORY)
                        .component(day.function().isBlank() ? item.runbook() : day.function())
                        .title(title(one) + " (game day " + item.runbook() + ")")
                        .description(description(item, one))
                        .recommendedMeasures(measures(item))
                        .responsible(item.plan().owner())
                        .evidence(evidence(item, day.id(), one.seen()))
                        .build());
    }

    /** What a person wrote after a game day. */
    static EventData raised(ActionItem item, Instant at) {
        return FindingRaised.of(item.fingerprint(), item.system(), SOURCE)
                .raised(at, item.severity())
                .category(CATEGORY)
                .component(item.runbook())
                .title(item.subject())
                .description("Written by " + item.openedBy() + " after game day " + item.runbook() + ".")
                .recommendedMeasures(measures(item))
                .responsible(item.plan().owner())
                .evidence(evidence(item, item.gameDays().getFirst(), ""))
                .build();
    }

    static Optional<EventData> resolved(ActionItem item, Instant at) {
        return item.source() == Source.STEADY_STATE
                ? Optional.empty()
                : Optional.of(new FindingResolved(
                        item.fingerprint(),
                        item.system(),
                        SOURCE,
                        at,
                        "Runbook " + item.plan().retest() + " was repeated, and it was as expected",
                        Map.of(
                                "gameDayId",
                                item.closed()
                                        .map(closed -> closed.gameDay().toString())
                                        .orElse(""))));
    }

    private static String title(Shown one) {
        String prefix = one.isFailover() ? "Failover: " : "";
        boolean unseen = one.verdict() == Verdict.UNSEEN;
        return prefix
                + switch (one.source()) {
                    case EXPECTATION -> one.subject() + (unseen ? ": could not be looked at" : ": not as expected");
                    case STEP -> "step " + one.subject() + " was not done";
                    case STOP_CONDITION -> "stop condition met: " + one.subject();
                    case UNDOING -> "a fault was not taken back in time";
                    case RECOVERY_TIME ->
                        unseen ? "whether the RTO is kept cannot be decided" : "it takes longer than the RTO";
                    case DATA_LOSS ->
                        unseen ? "whether the RPO is kept cannot be decided" : "more is lost than the RPO allows";
                    case STEADY_STATE -> "the steady state was not regained";
                    case BY_HAND -> one.subject();
                };
    }

    private static String description(ActionItem item, Shown one) {
        return "Seen on " + (item.times() == 1 ? "1 game day" : item.times() + " game days") + " of runbook "
                + item.runbook() + (one.seen().isBlank() ? "." : ", the last time: " + one.seen() + ".");
    }

    private static List<String> measures(ActionItem item) {
        return List.of(
                "Mend it by " + item.plan().due(),
                "Repeat runbook " + item.plan().retest() + ": a repeat that shows it no more resolves this finding");
    }

    private static Map<String, String> evidence(ActionItem item, UUID gameDay, String seen) {
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("gameDayId", gameDay.toString());
        evidence.put("runbook", item.runbook());
        evidence.put("retest", item.plan().retest());
        evidence.put("due", item.plan().due().toString());
        evidence.put("gameDays", String.valueOf(item.times()));
        if (!seen.isBlank()) {
            evidence.put("observed", seen);
        }
        return evidence;
    }
}
