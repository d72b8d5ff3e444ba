package io.belastbar.chaos.record.action;

import io.belastbar.chaos.record.action.ActionItem.Plan;
import io.belastbar.chaos.record.action.ActionItem.Source;
import io.belastbar.chaos.record.action.Shown.Verdict;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What follows from a game day for the action items of its system.
 *
 * <ul>
 *   <li>What is wrong is an item; the same again is counted, and a closed one is open again.
 *   <li>What is right closes its item, whatever the outcome of the whole: each matter is proven by itself.
 *   <li>What could not be seen keeps an item open, and is one where there is none.
 *   <li>A stop condition, and what a person wrote, is closed by a repeat that PASSED: nothing less shows that it is over.
 * </ul>
 *
 * @param changed items that are new or stand otherwise than before
 * @param events for the register of findings
 */
record Conclusion(List<ActionItem> changed, List<EventData> events) {
    private static final String PASSED = "PASSED";
    private static final String ITSELF = "chaos-service";
    private static final int DAYS_CRITICAL = 7;
    private static final int DAYS_HIGH = 30;
    private static final int DAYS_MEDIUM = 90;

    /**
     * A game day that is over.
     *
     * @param function that it tests; may be empty
     * @param today when it ended
     */
    record Day(UUID id, String system, String runbook, String function, String outcome, Instant at, LocalDate today) {}

    /**
     * Draws it.
     *
     * @param known items of the system that a game day of this runbook may change, open or closed
     */
    static Conclusion of(Day day, List<Shown> shown, List<ActionItem> known, Supplier<UUID> ids) {
        List<ActionItem> changed = new ArrayList<>();
        List<EventData> events = new ArrayList<>();
        for (Shown one : shown) {
            Optional<ActionItem> item =
                    known.stream().filter(each -> isOf(each, one)).findFirst();
            switch (one.verdict()) {
                case WRONG, UNSEEN -> {
                    boolean keepsOpen = one.verdict() == Verdict.UNSEEN
                            && item.filter(ActionItem::isOpen).isPresent();
                    if (!keepsOpen) {
                        ActionItem seen = item.map(each -> each.seenOn(day.id(), severity(each, one)))
                                .orElseGet(() -> opened(day, one, ids.get()));
                        changed.add(seen);
                        ItemFindings.raised(seen, day, one).ifPresent(events::add);
                    }
                }
                case RIGHT -> item.filter(ActionItem::isOpen).ifPresent(each -> close(day, each, changed, events));
            }
        }
        if (day.outcome().equals(PASSED)) {
            known.stream()
                    .filter(each -> each.isOpen()
                            && (each.source() == Source.BY_HAND || each.source() == Source.STOP_CONDITION)
                            && !each.gameDays().contains(day.id()))
                    .forEach(each -> close(day, each, changed, events));
        }
        return new Conclusion(changed, events);
    }

    private static boolean isOf(ActionItem item, Shown one) {
        return item.source() == one.source() && item.subject().equals(one.subject());
    }

    private static void close(Day day, ActionItem item, List<ActionItem> changed, List<EventData> events) {
        ActionItem closed = item.closedBy(day.id(), day.at());
        changed.add(closed);
        ItemFindings.resolved(closed, day.at()).ifPresent(events::add);
    }

    private static Severity severity(ActionItem item, Shown one) {
        return item.isOpen() && item.severity().compareTo(one.severity()) < 0 ? item.severity() : one.severity();
    }

    private static ActionItem opened(Day day, Shown one, UUID id) {
        Severity severity = one.severity();
        int days =
                switch (severity) {
                    case CRITICAL -> DAYS_CRITICAL;
                    case HIGH -> DAYS_HIGH;
                    default -> DAYS_MEDIUM;
                };
        return new ActionItem(
                id,
                day.system(),
                day.runbook(),
                one.source(),
                one.subject(),
                severity,
                new Plan(owner(one), day.today().plusDays(days), day.runbook()),
                List.of(day.id()),
                day.at(),
                ITSELF,
                Optional.empty());
    }

    /** Requirements of game days hand failover to operations, and what the application does to its makers. */
    private static String owner(Shown one) {
        return one.source() == Source.EXPECTATION ? "Backend Engineer" : "DevOps Engineer";
    }
}
