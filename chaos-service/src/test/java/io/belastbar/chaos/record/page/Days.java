package io.belastbar.chaos.record.page;

import io.belastbar.chaos.record.action.ActionItem;
import io.belastbar.chaos.record.action.ActionItem.Plan;
import io.belastbar.chaos.record.action.ActionItem.Source;
import io.belastbar.chaos.record.report.CollectReport;
import io.belastbar.chaos.record.report.GameDayReport;
import io.belastbar.contracts.Severity;
import io.belastbar.resilience.record.RecordEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Records of game days of very different kinds. */
final class Days {
    static final UUID ID = UUID.fromString("0197b9d2-0000-7000-8000-000000000001");
    static final Instant AT = Instant.parse("2025-03-15T09:00:00Z");
    /** What a person may call a thing. */
    static final String NASTY = "Über \"Größe\" | <script>alert('x')</script> & [a](javascript:b)\n# Zeile *zwei* `c`";

    private Days() {}

    /** The primary goes down: an alert comes late, and the webhooks were not seen. */
    static List<RecordEntry> failover() {
        List<RecordEntry> entries = new ArrayList<>(List.of(
                started("Performance Engineer"),
                step(-600, "STEP_DONE", "Backup", Map.of("action", "backup", "target", "smartbav-db", "status", "204")),
                entry(-5, "PHASE_ENTERED", "game-day", Map.of("subject", "STEADY_STATE")),
                step(-1, "STEADY", "steady-state", Map.of("Angebote", "HOLDS: 12 ms", "Angebote@de", "HOLDS: 12 ms")),
                entry(0, "PHASE_ENTERED", "game-day", Map.of("subject", "RUNNING")),
                step(
                        0,
                        "STEP_DONE",
                        "Primary stoppen",
                        Map.of(
                                "action",
                                "inject",
                                "type",
                                "postgres-stop",
                                "faultId",
                                ID.toString(),
                                "deadline",
                                "2025-03-15T09:25:00Z")),
                step(
                        12,
                        "EXPECTATION_MET",
                        "Circuit Breaker öffnet",
                        Map.of(
                                "measured",
                                "OPEN after 5 failures",
                                "measured@de",
                                "OPEN nach 5 Fehlern",
                                "failureCount",
                                "5",
                                "nextRetryAt",
                                "2025-03-15T09:10:40Z")),
                step(
                        180,
                        "EXPECTATION_MISSED",
                        "Alarm in 60 s",
                        Map.of(
                                "measured",
                                "received 180 s after the injection",
                                "measured@de",
                                "180 s nach Beginn der Störung empfangen",
                                "afterMs",
                                "180000",
                                "withinMs",
                                "60000")),
                step(
                        300,
                        "STEP_DONE",
                        "Failover zum Standby",
                        Map.of("action", "promote", "target", "smartbav-control")),
                step(
                        420,
                        "EXPECTATION_UNKNOWN",
                        "Webhooks verarbeitet",
                        Map.of(
                                "measured",
                                "smartbav did not answer: connection refused",
                                "measured@de",
                                "smartbav hat nicht geantwortet: connection refused")),
                step(600, "FAULTS_TAKEN_BACK", "faults", Map.of()),
                step(630, "REGAINED", "steady-state", Map.of("Angebote", "HOLDS: 14 ms")),
                entry(
                        640,
                        "MEASURED",
                        "game-day",
                        Map.of(
                                "subject",
                                "smartbav-db",
                                "rtoMs",
                                41_000,
                                "rtoBoundMs",
                                200,
                                "rtoTargetMs",
                                1_800_000,
                                "rtoVerdict",
                                "MET",
                                "lostRows",
                                5,
                                "rpoMs",
                                2_020,
                                "rpoVerdict",
                                "MET")),
                step(641, "GAME_DAY_ENDED", "FAILED", Map.of("reason", "expectation Alarm in 60 s")),
                entry(
                        641,
                        "FINISHED",
                        "game-day",
                        Map.of("outcome", "FAILED", "reason", "expectation Alarm in 60 s"))));
        entries.add(entry(
                3_600,
                "ANSWERED",
                "moderator",
                Map.of("question", 0, "subject", "Welche Prozesse fehlten?", "answer", "Der Alarm kam zu spät")));
        return entries;
    }

    /** Somebody took it back before anything was done. */
    static List<RecordEntry> abortedAtOnce() {
        return List.of(
                started("ops"),
                entry(1, "ABORT_REQUESTED", "ops", Map.of("subject", "abort", "reason", "asked for")),
                entry(
                        2,
                        "FINISHED",
                        "game-day",
                        Map.of("outcome", "ABORTED", "reason", "aborted by ops", "abortedBy", "ops")));
    }

    /** Names that would break a page, or do something in it. */
    static List<RecordEntry> nasty() {
        return List.of(
                new RecordEntry(
                        "STARTED",
                        AT,
                        NASTY,
                        new TreeMap<>(Map.of(
                                "system",
                                "smartbav",
                                "runbook",
                                "nasty",
                                "title",
                                NASTY,
                                "goal",
                                NASTY,
                                "participants",
                                List.of(Map.of("name", NASTY, "role", "moderator"))))),
                step(5, "EXPECTATION_MISSED", NASTY, Map.of("measured", NASTY, NASTY.substring(0, 20), NASTY)),
                step(6, "SOMETHING_NEW", NASTY, Map.of("figureMs", "1500")),
                entry(9, "FINISHED", "game-day", Map.of("outcome", "SOMETHING_NEW", "reason", NASTY)));
    }

    /** After the end: twice corrected, and signed off. */
    static List<RecordEntry> signedOff() {
        List<RecordEntry> entries = new ArrayList<>(failover());
        entries.add(entry(4_000, "CORRECTION", "ops", Map.of("entry", 8, "text", "Es waren 170 s")));
        entries.add(entry(4_100, "CORRECTION", "ops", Map.of("entry", 8, "text", "Es waren doch 180 s")));
        entries.add(entry(
                5_000,
                "SIGN_OFF",
                "auditor",
                Map.of("verdict", "ACCEPTED_WITH_REMARKS", "text", "Alarm nachweisen", "entries", 18)));
        return entries;
    }

    /** Looked at again and again. */
    static List<RecordEntry> ofManyEntries(int looks) {
        List<RecordEntry> entries = new ArrayList<>();
        entries.add(started("ops"));
        for (int i = 0; i < looks; i++) {
            entries.add(step(i, "STEP_DONE", "Aufruf " + i, Map.of("action", "http", "status", "200")));
        }
        entries.add(step(looks, "EXPECTATION_MISSED", "spät verfehlt", Map.of("measured", "0")));
        entries.add(entry(looks, "FINISHED", "game-day", Map.of("outcome", "FAILED")));
        return entries;
    }

    static DayReport report(List<RecordEntry> entries, ActionItem... items) {
        GameDayReport day = CollectReport.of(ID, entries).orElseThrow();
        return new DayReport(day, 1, List.of(items), LocalDate.parse("2025-05-01"));
    }

    static ActionItem item(String subject, String due) {
        return new ActionItem(
                ID,
                "smartbav",
                "db-primary-down",
                Source.EXPECTATION,
                subject,
                Severity.HIGH,
                new Plan("DevOps Engineer", LocalDate.parse(due), "db-primary-down"),
                List.of(ID),
                AT,
                "chaos-service",
                Optional.empty());
    }

    private static RecordEntry started(String by) {
        Map<String, Object> plan = new TreeMap<>();
        plan.put("system", "smartbav");
        plan.put("runbook", "db-primary-down");
        plan.put("title", "PostgreSQL Primary geht down");
        plan.put("goal", "smart!bAV verarbeitet den Ausfall ohne Datenverlust");
        plan.put("criticalFunction", "Angebote und Verträge");
        plan.put("criticality", "CRITICAL");
        plan.put("legalBasis", List.of("DORA 24", "DORA 25(1)"));
        plan.put("runbookVersion", 3);
        plan.put("runbookSha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        plan.put("softwareVersion", "0.1.0");
        plan.put("timeScale", 1.0);
        plan.put("unattended", false);
        plan.put(
                "participants",
                List.of(Map.of("name", "Jörg", "role", "moderator"), Map.of("name", "Ana", "role", "devops")));
        plan.put("targets", List.of("smartbav-control", "smartbav-db"));
        plan.put("rtoTargetMs", 1_800_000);
        plan.put("rpoTargetMs", 300_000);
        return new RecordEntry("STARTED", AT.minusSeconds(600), by, plan);
    }

    private static RecordEntry step(long seconds, String kind, String subject, Map<String, Object> more) {
        Map<String, Object> content = new TreeMap<>(more);
        content.put("subject", subject);
        return entry(seconds, kind, "game-day", content);
    }

    static RecordEntry entry(long seconds, String kind, String by, Map<String, Object> content) {
        return new RecordEntry(kind, AT.plusSeconds(seconds), by, content);
    }
}
