package io.belastbar.chaos.dora;

import io.belastbar.chaos.dora.coverage.Coverage;
import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.coverage.HeldTest;
import io.belastbar.chaos.dora.coverage.Scenario;
import io.belastbar.chaos.dora.facts.Conduct;
import io.belastbar.chaos.dora.facts.Tested;
import io.belastbar.chaos.runbook.Participant;
import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of the matrix, as they come of runbooks and tests. */
public final class DoraRows {
    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    public static final Instant STORED = Instant.parse("2026-01-01T12:00:00Z");

    private DoraRows() {}

    public static Scenario scenario(String runbook, Criticality criticality, Period frequency) {
        Purpose purpose = new Purpose(
                "Title of " + runbook,
                "goal",
                "",
                "Function of " + runbook,
                criticality,
                List.of(),
                frequency,
                Optional.of(Duration.ofMinutes(30)),
                Optional.empty());
        List<Participant> people = List.of(
                new Participant("Perla", "moderator", Optional.empty()),
                new Participant("Olga O''Hara; \"Ops\"", "operations", Optional.of("olga")));
        return new Scenario(runbook, Optional.of(purpose), people, STORED);
    }

    public static Scenario monthly(String runbook) {
        return scenario(runbook, Criticality.CRITICAL, Period.ofMonths(1));
    }

    public static HeldTest held(String runbook, String endedAt, String outcome) {
        return held(runbook, endedAt, outcome, new Conduct(1, false, List.of("PRODUCTION")));
    }

    public static HeldTest held(String runbook, String endedAt, String outcome, Conduct conduct) {
        Instant end = Instant.parse(endedAt);
        Tested tested = new Tested(
                "smartbav",
                runbook,
                1,
                "Title of " + runbook,
                "Function of " + runbook,
                Optional.of(Criticality.CRITICAL),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new HeldTest(
                UUID.nameUUIDFromBytes((runbook + endedAt + outcome).getBytes(StandardCharsets.UTF_8)),
                tested,
                conduct,
                end.minusSeconds(600),
                Optional.of(end),
                Optional.of(outcome));
    }

    public static List<CoverageRow> at(String now, List<Scenario> scenarios, HeldTest... tests) {
        return new Coverage(BERLIN, Instant.parse(now), Period.ofDays(7)).of(scenarios, List.of(tests));
    }
}
