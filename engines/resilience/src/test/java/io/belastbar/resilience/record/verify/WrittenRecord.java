package io.belastbar.resilience.record.verify;

import io.belastbar.resilience.record.ChainHash;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.HeadLine;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.resilience.record.RecordKey;
import io.belastbar.resilience.record.RecordLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A record as the service writes it, for tests that then spoil it. */
final class WrittenRecord {
    static final RecordKey KEY = RecordKey.generate();
    static final UUID GAME_DAY = UUID.fromString("0d9b5a3e-7c1f-4b57-9e9a-8a0f5b1c2d3e");
    private static final Instant BEGIN = Instant.parse("2026-11-27T05:00:00Z");

    private final UUID gameDay;
    private final RecordKey key;
    private final List<RecordLine> lines = new ArrayList<>();
    private long number;
    private ChainHash hash = ChainHash.START;

    private WrittenRecord(UUID gameDay, RecordKey key) {
        this.gameDay = gameDay;
        this.key = key;
    }

    static WrittenRecord empty() {
        return new WrittenRecord(GAME_DAY, KEY);
    }

    static WrittenRecord of(UUID gameDay, RecordKey key) {
        return new WrittenRecord(gameDay, key);
    }

    /** Three entries and the head. */
    static WrittenRecord shortOne() {
        return empty().entry("STARTED").entry("MEASURED").entry("FINISHED").head();
    }

    /** With two later entries, a head for each, and the letters of people's names. */
    static WrittenRecord longOne() {
        return empty().entry("STARTED", "Jürgen \"Jo\" Größe", Map.of("runbook", "datenbank-primär", "NUL", "a\u0000b"))
                .entry("INJECTED", "Ægir", Map.of("latencyMs", 30_000, "ratio", 0.25, "list", List.of(1, "zwei", true)))
                .entry("MEASURED", "belastbar", Map.of("rtoMs", 1_804L, "boundMs", 25, "rpo", Map.of("lost", 17)))
                .entry("FINISHED")
                .head()
                .entry("CORRECTION", "Änne", Map.of("entry", 2, "text", "30 s → 40 s 🙂"))
                .head()
                .entry("SIGN_OFF")
                .head();
    }

    WrittenRecord entry(String kind) {
        return entry(kind, "operator", Map.of("n", number + 1));
    }

    WrittenRecord entry(String kind, String by, Map<String, Object> content) {
        var entry = new RecordEntry(kind, BEGIN.plusSeconds(number), by, content);
        EntryLine line = EntryLine.next(gameDay, ++number, hash, entry);
        hash = line.hash();
        lines.add(line);
        return this;
    }

    WrittenRecord head() {
        return signedBy(key);
    }

    WrittenRecord signedBy(RecordKey signer) {
        lines.add(signer.sign(gameDay, number, hash, BEGIN.plusSeconds(number)));
        return this;
    }

    KnownHead known() {
        return new KnownHead(hash, number);
    }

    List<String> lines() {
        return lines.stream().map(RecordLine::text).collect(Collectors.toCollection(ArrayList::new));
    }

    HeadLine lastHead() {
        return (HeadLine) lines.getLast();
    }

    byte[] bytes() {
        return file(lines());
    }

    static byte[] file(List<String> lines) {
        return lines.stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }
}
