package io.belastbar.chaos.record;

import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/**
 * Writes the file of a record as it is verified, a part at a time. It ends with a head: the last one, or one of this moment
 * where the record has gone on since. Entries never change, so parts that are read one after the other fit. Blocks.
 */
@ApplicationScoped
class WriteRecord {
    private static final int ENTRIES_AT_ONCE = 200;

    private final RecordRepository records;
    private final RecordSigner signer;
    private final InstantSource clock = InstantSource.system();

    WriteRecord(RecordRepository records, RecordSigner signer) {
        this.records = records;
        this.signer = signer;
    }

    /** How far it will be written. */
    record Extent(UUID gameDay, SortedMap<Long, String> heads, ChainPosition end) {

        boolean isEmpty() {
            return end.entries() == 0;
        }
    }

    /**
     * Where a record stands now.
     *
     * @throws io.belastbar.web.problem.Unavailable if the key cannot be used: before the first byte, not after it
     */
    Extent extent(UUID gameDay) {
        signer.open();
        // First the heads: what is appended in between has one of this moment.
        SortedMap<Long, String> heads = Await.of(records.heads(gameDay));
        return new Extent(gameDay, heads, Await.of(records.position(gameDay)));
    }

    void write(Extent extent, OutputStream out) throws IOException {
        ChainPosition end = extent.end();
        long after = 0;
        SortedMap<Long, String> part;
        do {
            part = Await.of(records.lines(extent.gameDay(), after, end.entries(), ENTRIES_AT_ONCE));
            for (Map.Entry<Long, String> line : part.entrySet()) {
                // Also those over entries that somebody removed: the verifier names what is missing.
                writeHeads(extent, after, line.getKey(), out);
                write(line.getValue(), out);
                after = line.getKey();
            }
        } while (!part.isEmpty());
        writeHeads(extent, after, Long.MAX_VALUE, out);
        if (extent.heads().isEmpty() || extent.heads().lastKey() < end.entries()) {
            write(signer.sign(extent.gameDay(), end, clock.instant()).text(), out);
        }
    }

    private static void writeHeads(Extent extent, long from, long before, OutputStream out) throws IOException {
        for (String head : extent.heads().subMap(from, before).values()) {
            write(head, out);
        }
    }

    private static void write(String line, OutputStream out) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
