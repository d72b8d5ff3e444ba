package io.belastbar.chaos.dora;

import io.belastbar.chaos.dora.facts.FactsReader;
import io.belastbar.chaos.dora.facts.FactsReader.Beside;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.resilience.record.ChainHash;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.resilience.record.RecordLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A record as a game day writes it, line by line, read again from its bytes. */
public final class PlayedRecord {
    public static final Instant START = Instant.parse("2026-03-14T09:00:00Z");
    private final UUID id = UUID.fromString("6f1c2c3e-4a0e-4f8b-9f43-0d1f6e1b2a11");
    private final Map<String, Object> start = new TreeMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final List<EntryLine> lines = new ArrayList<>();
    private Optional<String> author = Optional.of("planner");
    private Instant at = START;
    private String by = "tester";

    public static PlayedRecord of(String runbook) {
        PlayedRecord record = new PlayedRecord();
        record.start.putAll(Map.of(
                "system",
                "smartbav",
                "runbook",
                runbook,
                "title",
                "Title of " + runbook,
                "criticalFunction",
                "Administration of company pensions",
                "criticality",
                "CRITICAL",
                "legalBasis",
                List.of("DORA 24", "DORA 11(6)"),
                "runbookVersion",
                3,
                "timeScale",
                1.0,
                "unattended",
                false,
                "environments",
                List.of("PRODUCTION")));
        return record;
    }

    public PlayedRecord says(String name, Object value) {
        start.put(name, value);
        return this;
    }

    public PlayedRecord without(String name) {
        start.remove(name);
        return this;
    }

    public PlayedRecord author(String name) {
        author = Optional.ofNullable(name);
        return this;
    }

    public PlayedRecord at(Instant when) {
        at = when;
        return this;
    }

    public PlayedRecord startedBy(String name) {
        by = name;
        return this;
    }

    public PlayedRecord people(String... roleAndPrincipal) {
        List<Map<String, String>> people = new ArrayList<>();
        for (String one : roleAndPrincipal) {
            String[] parts = one.split("=", -1);
            Map<String, String> person = new TreeMap<>(Map.of("name", "Jörg \"JJ\" Müller", "role", parts[0]));
            if (parts.length > 1) {
                person.put("principal", parts[1]);
            }
            people.add(person);
        }
        return says("participants", people);
    }

    public PlayedRecord begin() {
        return add("STARTED", by, start);
    }

    public PlayedRecord injected(String type) {
        return add("STEP_DONE", "game-day", Map.of("action", "inject", "subject", "broken-" + type, "type", type));
    }

    public PlayedRecord done(String action) {
        return add("STEP_DONE", "game-day", Map.of("action", action, "subject", action));
    }

    public PlayedRecord expectation(String kind, String type, String name) {
        types.put(name, type);
        return add(kind, "game-day", Map.of("subject", name, "action", "game-day"));
    }

    public PlayedRecord add(String kind, String who, Map<String, Object> content) {
        ChainHash previous = lines.isEmpty() ? ChainHash.START : lines.getLast().hash();
        EntryLine line = EntryLine.next(id, lines.size() + 1, previous, new RecordEntry(kind, at, who, content));
        byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
        lines.add((EntryLine) RecordLine.parse(bytes).orElseThrow());
        at = at.plusSeconds(60);
        return this;
    }

    public PlayedRecord finished(String outcome) {
        return add("FINISHED", "game-day", Map.of("outcome", outcome));
    }

    public List<EntryLine> lines() {
        return List.copyOf(lines);
    }

    public GameDayFacts facts() {
        return FactsReader.read(lines, new Beside(author, Set.of(), types, List.of()))
                .orElseThrow();
    }
}
