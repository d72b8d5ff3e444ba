package io.belastbar.chaos.dora.notice;

import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.coverage.HeldTest;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tests that are due, as findings. */
final class NoticeFindings {
    private static final String SOURCE = "chaos-service";
    private static final String ARTICLE = "DORA Art. 24(1), 11(6)";

    private NoticeFindings() {}

    static String fingerprint(Notice.Kind kind, String system, String runbook) {
        return Fingerprint.of(
                kind == Notice.Kind.OVERDUE ? "resilience-test-overdue" : "resilience-test-due", system, runbook);
    }

    static FindingRaised raised(String system, NoticeChange.Raise raise, Instant now) {
        CoverageRow row = raise.row();
        boolean overdue = raise.kind() == Notice.Kind.OVERDUE;
        return FindingRaised.of(fingerprint(raise.kind(), system, row.runbook()), system, SOURCE)
                .raised(now, overdue ? overdueSeverity(row) : Severity.LOW)
                .category("Resilience")
                .regulatoryReference(ARTICLE)
                .component(row.function())
                .title((overdue ? "Overdue: game day " : "Due soon: game day ") + row.runbook())
                .description(
                        overdue
                                ? "The test of " + row.function() + " by " + row.runbook() + " was due at "
                                        + raise.due() + ". " + lastOf(row)
                                : "The test of " + row.function() + " by " + row.runbook() + " is due at " + raise.due()
                                        + ". " + lastOf(row))
                .recommendedMeasures(List.of(
                        "Hold it: belastbar game-day run " + row.runbook() + " --system " + system,
                        "See what else is due: belastbar game-day calendar --system " + system))
                .responsible("DevOps Engineer")
                .evidence(evidence(row, raise))
                .build();
    }

    private static Severity overdueSeverity(CoverageRow row) {
        return row.criticality()
                        .filter(level -> level == Criticality.SUPPORTING)
                        .isPresent()
                ? Severity.MEDIUM
                : Severity.HIGH;
    }

    private static String lastOf(CoverageRow row) {
        return row.covering()
                .flatMap(HeldTest::finishedAt)
                .map(end -> "The last test that covers it ended at " + end + ".")
                .orElse("No test has covered it yet.");
    }

    private static Map<String, String> evidence(CoverageRow row, NoticeChange.Raise raise) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("runbook", row.runbook());
        evidence.put("criticalFunction", row.function());
        evidence.put("frequency", row.frequency().toString());
        evidence.put("dueAt", raise.due().toString());
        row.covering()
                .ifPresent(test -> evidence.put("lastGameDayId", test.gameDay().toString()));
        row.last()
                .filter(test -> !test.covers())
                .ifPresent(test -> evidence.put("lastOutcome", test.outcome().orElse("")));
        return evidence;
    }

    static FindingResolved resolved(NoticeChange.Resolve resolve, Instant now) {
        Notice notice = resolve.notice();
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("runbook", notice.runbook());
        evidence.put("dueAt", notice.due().toString());
        resolve.gameDay().ifPresent(id -> evidence.put("gameDayId", id.toString()));
        return new FindingResolved(
                fingerprint(notice.kind(), notice.system(), notice.runbook()),
                notice.system(),
                SOURCE,
                now.isBefore(notice.raisedAt()) ? notice.raisedAt() : now,
                "The test by " + notice.runbook() + ": " + resolve.because(),
                evidence);
    }
}
