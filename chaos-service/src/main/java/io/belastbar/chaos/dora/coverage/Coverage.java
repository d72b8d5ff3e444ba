package io.belastbar.chaos.dora.coverage;

import io.belastbar.chaos.dora.coverage.CoverageRow.Due;
import io.belastbar.chaos.runbook.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which function was tested under which scenario, when, how it ended, and when it is due again. */
public final class Coverage {
    private final ZoneId zone;
    private final Instant now;
    private final Period remindBefore;

    /** @param remindBefore how long before a test is due it is reminded of */
    public Coverage(ZoneId zone, Instant now, Period remindBefore) {
        this.zone = zone;
        this.now = now;
        this.remindBefore = remindBefore;
    }

    /**
     * By function, then by runbook. What was tested by a runbook that is no longer there stays among the rows.
     *
     * @param tests in any order, those under way among them
     */
    public List<CoverageRow> of(List<Scenario> scenarios, List<HeldTest> tests) {
        Map<String, List<HeldTest>> byRunbook = tests.stream()
                .collect(Collectors.groupingBy(test -> test.tested().runbook()));
        List<CoverageRow> rows = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            rows.add(row(scenario, byRunbook.getOrDefault(scenario.runbook(), List.of())));
        }
        Set<String> known = scenarios.stream().map(Scenario::runbook).collect(Collectors.toSet());
        byRunbook.forEach((runbook, held) -> {
            if (!known.contains(runbook)) {
                rows.add(gone(runbook, held));
            }
        });
        rows.sort(Comparator.comparing(CoverageRow::function).thenComparing(CoverageRow::runbook));
        return List.copyOf(rows);
    }

    private CoverageRow row(Scenario scenario, List<HeldTest> held) {
        Optional<HeldTest> covering = last(held, HeldTest::covers);
        Optional<Purpose> purpose = scenario.purpose();
        Period frequency = purpose.map(Purpose::frequency).orElse(Period.ZERO);
        Optional<Due> due = frequency.isZero()
                ? Optional.empty()
                : Optional.of(due(covering.flatMap(HeldTest::finishedAt).orElse(scenario.storedFirst()), frequency));
        return new CoverageRow(
                purpose.map(Purpose::criticalFunction)
                        .or(() -> newest(held).map(test -> test.tested().function()))
                        .orElse(""),
                scenario.runbook(),
                purpose.map(Purpose::title).orElse(scenario.runbook()),
                purpose.map(Purpose::criticality),
                frequency,
                scenario.participants(),
                status(purpose.isPresent(), covering.isPresent(), due),
                last(held, HeldTest::isOver),
                covering,
                last(held, test -> test.covers() && test.conduct().marks().isEmpty()),
                due);
    }

    /** What is due often is not reminded of before half its time is over. */
    private Due due(Instant last, Period frequency) {
        Instant at = DueTime.after(last, frequency, zone);
        Instant half = last.plus(Duration.between(last, at).dividedBy(2));
        Instant before = at.atZone(zone).minus(remindBefore).toInstant();
        return new Due(at, before.isBefore(half) ? half : before);
    }

    private Status status(boolean readable, boolean covered, Optional<Due> due) {
        if (!readable) {
            return Status.UNREADABLE;
        }
        if (due.isEmpty()) {
            return Status.NOT_SCHEDULED;
        }
        if (DueTime.isOverdue(due.get().at(), now)) {
            return Status.OVERDUE;
        }
        if (now.isBefore(due.get().remindAt())) {
            return covered ? Status.COVERED : Status.NOT_YET_TESTED;
        }
        return Status.DUE_SOON;
    }

    private static CoverageRow gone(String runbook, List<HeldTest> held) {
        HeldTest newest = newest(held).orElseThrow();
        return new CoverageRow(
                newest.tested().function(),
                runbook,
                newest.tested().title(),
                newest.tested().criticality(),
                Period.ZERO,
                List.of(),
                Status.RUNBOOK_GONE,
                last(held, HeldTest::isOver),
                last(held, HeldTest::covers),
                last(held, test -> test.covers() && test.conduct().marks().isEmpty()),
                Optional.empty());
    }

    private static Optional<HeldTest> newest(List<HeldTest> held) {
        return last(held, test -> true);
    }

    private static Optional<HeldTest> last(List<HeldTest> held, Predicate<HeldTest> asked) {
        return held.stream().filter(asked).max(HeldTest.BY_END);
    }
}
