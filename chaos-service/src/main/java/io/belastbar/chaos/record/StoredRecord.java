package io.belastbar.chaos.record;

import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.HeadLine;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.resilience.record.RecordLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A record as it is stored.
 *
 * @param lines entries and heads, each exactly as it belongs in the file
 */
record StoredRecord(UUID gameDay, List<String> lines) {

    StoredRecord {
        lines = List.copyOf(lines);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** What can be read of it; a line that somebody spoiled is found by verifying, not here. */
    List<EntryLine> entries() {
        return lines.stream()
                .map(StoredRecord::read)
                .flatMap(Optional::stream)
                .filter(EntryLine.class::isInstance)
                .map(EntryLine.class::cast)
                .toList();
    }

    boolean isFinished() {
        return entries().stream().anyMatch(line -> line.entry().kind().equals(RecordEntry.FINISHED));
    }

    /** Where it stands, if a head does not say it already: that of a game day under way. */
    Optional<ChainPosition> unsigned() {
        return read(lines.getLast())
                .filter(EntryLine.class::isInstance)
                .map(EntryLine.class::cast)
                .map(last -> new ChainPosition(last.number(), last.hash()));
    }

    byte[] file() {
        return bytes(lines);
    }

    byte[] fileWith(HeadLine head) {
        return (String.join("\n", lines) + "\n" + head.text() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<RecordLine> read(String line) {
        return RecordLine.parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
