package io.belastbar.chaos.record;

import io.belastbar.jobs.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * The file of a record as it is verified, written a part at a time. It ends with a head: the last one, or one of this moment
 * where the record has gone on since. Entries never change, so parts that are read one after the other fit. Blocks.
 */
final class RecordFile {
    private static final int ENTRIES_AT_ONCE = 200;

    private final RecordRepository records;
    private final UUID gameDay;
    private final SortedMap<Long, String> heads;
    private final ChainPosition end;

    /** Where it stands is read here, the entries when they are written. */
    RecordFile(RecordRepository records, UUID gameDay) {
        this.records = records;
        this.gameDay = gameDay;
        // First the heads: what is appended in between has one of this moment.
        this.heads = Await.of(records.heads(gameDay));
        this.end = Await.of(records.position(gameDay));
    }

    boolean isEmpty() {
        return end.entries() == 0;
    }

    /** @param sign makes a head of this moment */
    void writeTo(OutputStream out, Function<ChainPosition, String> sign) throws IOException {
        long after = 0;
        SortedMap<Long, String> part;
        do {
            part = Await.of(records.lines(gameDay, after, end.entries(), ENTRIES_AT_ONCE));
            for (Map.Entry<Long, String> line : part.entrySet()) {
                // Also those over entries that somebody removed: the verifier names what is missing.
                writeHeads(out, after, line.getKey());
                write(out, line.getValue());
                after = line.getKey();
            }
        } while (!part.isEmpty());
        writeHeads(out, after, Long.MAX_VALUE);
        if (heads.isEmpty() || heads.lastKey() < end.entries()) {
            write(out, sign.apply(end));
        }
    }

    private void writeHeads(OutputStream out, long from, long before) throws IOException {
        for (String head : heads.subMap(from, before).values()) {
            write(out, head);
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
