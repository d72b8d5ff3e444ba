package io.belastbar.chaos.dora.risk;

import io.belastbar.chaos.dora.article.RoleWords;
import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.coverage.HeldTest;
import io.belastbar.chaos.dora.coverage.Status;
import io.belastbar.chaos.dora.risk.Risk.Cause;
import io.belastbar.chaos.dora.risk.Risk.Residual;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import io.belastbar.contracts.Fingerprint;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Entries for a register of risks, from what was not tested and what failed. What remains follows from the cause and from how
 * critical the function is: a critical one that failed or is not tested is HIGH, with a reservation MEDIUM; an important one
 * is a step lower, a supporting one LOW. Of which nobody says how critical it is counts as critical.
 */
public final class RiskRegister {
    private static final String NOBODY = "DevOps Engineer";

    private final String system;
    private final RoleWords roles;
    private final ZoneId zone;

    public RiskRegister(String system, RoleWords roles, ZoneId zone) {
        this.system = system;
        this.roles = roles;
        this.zone = zone;
    }

    /** The gravest first. */
    public List<Risk> of(List<CoverageRow> rows) {
        return rows.stream()
                .flatMap(row -> causes(row).stream().map(cause -> risk(row, cause)))
                .sorted(Comparator.comparing(Risk::residual)
                        .reversed()
                        .thenComparing(Risk::function)
                        .thenComparing(Risk::scenario)
                        .thenComparing(Risk::cause))
                .toList();
    }

    private static List<Cause> causes(CoverageRow row) {
        List<Cause> causes = new ArrayList<>();
        if (row.failed()) {
            causes.add(Cause.FAILED);
        }
        switch (row.status()) {
            case OVERDUE -> causes.add(row.covering().isPresent() ? Cause.OVERDUE : Cause.NEVER_TESTED);
            case NOT_YET_TESTED -> causes.add(Cause.NEVER_TESTED);
            case DUE_SOON -> {
                if (row.covering().isEmpty()) {
                    causes.add(Cause.NEVER_TESTED);
                }
            }
            case NOT_SCHEDULED -> causes.add(Cause.NOT_SCHEDULED);
            case UNREADABLE -> causes.add(Cause.UNREADABLE);
            case RUNBOOK_GONE -> causes.add(Cause.RUNBOOK_GONE);
            case COVERED -> {}
        }
        if (row.lastSaysNothing()) {
            causes.add(Cause.SAYS_NOTHING);
        }
        if (row.onlyMarked()) {
            causes.add(Cause.ONLY_MARKED);
        }
        return causes;
    }

    private Risk risk(CoverageRow row, Cause cause) {
        Optional<HeldTest> shows =
                switch (cause) {
                    case SAYS_NOTHING -> row.last();
                    case FAILED, OVERDUE, NEVER_TESTED, ONLY_MARKED, NOT_SCHEDULED, UNREADABLE, RUNBOOK_GONE ->
                        row.covering();
                };
        return new Risk(
                Fingerprint.of(
                        "resilience-risk", system, row.runbook(), cause.name().toLowerCase(Locale.ROOT)),
                cause,
                row.function(),
                row.runbook(),
                say("risk." + cause, row.function(), row.title()),
                evidence(shows),
                shows.map(HeldTest::gameDay),
                residual(row.criticality(), cause),
                owner(row),
                row.status() == Status.RUNBOOK_GONE
                        ? Optional.empty()
                        : row.due().map(CoverageRow.Due::at));
    }

    private Sentence evidence(Optional<HeldTest> shows) {
        return shows.map(test -> Wording.sentence(
                        RiskRegister.class,
                        words -> words.text(
                                "risk.evidence",
                                test.gameDay().toString(),
                                new ReportTime(words.language(), zone)
                                        .minute(test.finishedAt().orElse(test.startedAt())),
                                test.outcome().orElse("–"))))
                .orElseGet(() -> say("risk.noEvidence"));
    }

    private static Residual residual(Optional<Criticality> criticality, Cause cause) {
        Residual ofCritical =
                switch (cause) {
                    case FAILED, OVERDUE, NEVER_TESTED -> Residual.HIGH;
                    case SAYS_NOTHING, ONLY_MARKED, NOT_SCHEDULED, UNREADABLE, RUNBOOK_GONE -> Residual.MEDIUM;
                };
        return switch (criticality.orElse(Criticality.CRITICAL)) {
            case CRITICAL -> ofCritical;
            case IMPORTANT -> ofCritical == Residual.HIGH ? Residual.MEDIUM : Residual.LOW;
            case SUPPORTING -> Residual.LOW;
        };
    }

    private String owner(CoverageRow row) {
        return row.participants().stream()
                .filter(one -> roles.of(one.role()) == RoleWords.Part.OPERATES)
                .map(one -> one.name().isBlank() ? one.role() : one.name())
                .findFirst()
                .orElse(NOBODY);
    }

    private static Sentence say(String key, Object... arguments) {
        return Wording.sentence(RiskRegister.class, words -> words.text(key, arguments));
    }
}
