package io.belastbar.chaos.measure.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A probe's history on local disk, one line an event. What must be there before something happens is on the disk when
 * its method returns; several that wait for the disk share one wait. Times never go back, nor stand still.
 *
 * <p>Not a channel: one is closed by the interrupt that ends a write which hangs.
 */
public final class ProbeJournal implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock forcing = new ReentrantLock();
    private final FileOutputStream out;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final long origin;
    private long lastAt;
    private long written;
    private volatile long forced;

    /**
     * Goes on where the file ends; what was cut off there is cut off for good.
     *
     * @param nanos a monotonic clock
     * @param wall tells how long nobody wrote, if somebody wrote before
     */
    public ProbeJournal(Path file, LongSupplier nanos, InstantSource wall) throws IOException {
        this.nanos = nanos;
        this.wall = wall;
        Files.createDirectories(file.toAbsolutePath().getParent());
        var end = JournalEnd.of(file);
        end.dropWhatIsCutOff(file);
        lastAt = end.at();
        origin = nanos.getAsLong() - end.at() - end.nanosUntil(wall.instant());
        out = new FileOutputStream(file.toFile(), true);
    }

    /**
     * Notes what became of a write, or of the system.
     *
     * @return when, in nanoseconds of the history
     */
    public long note(EventKind kind, long sequence) throws IOException {
        return append(json -> event(json, kind, sequence)).at();
    }

    /** Notes now what has been so since then. */
    public void noteSince(EventKind kind, long sequence, long since) throws IOException {
        writing.lock();
        try {
            long now = now();
            write(json -> {
                event(json, kind, sequence);
                json.writeNumberField("atMs", millis(since));
                json.writeNumberField("notedMs", millis(now));
            });
        } finally {
            writing.unlock();
        }
    }

    /** Notes an event that is on the disk when this returns. */
    public void noteDurably(EventKind kind, long sequence) throws IOException {
        force(append(json -> event(json, kind, sequence)).end());
    }

    /** Notes what the new primary has. */
    public void noteReadBack(List<SequenceRange> present) throws IOException {
        noteReading("READBACK", present);
    }

    /** Notes what a former primary's data have. */
    public void noteOldReadBack(List<SequenceRange> present) throws IOException {
        noteReading("OLD_READBACK", present);
    }

    private void noteReading(String event, List<SequenceRange> present) throws IOException {
        force(append(json -> {
                    json.writeStringField("event", event);
                    json.writeArrayFieldStart("present");
                    for (SequenceRange range : present) {
                        json.writeArray(new long[] {range.from(), range.to()}, 0, 2);
                    }
                    json.writeEndArray();
                })
                .end());
    }

    private static void event(JsonGenerator json, EventKind kind, long sequence) throws IOException {
        if (kind.isOfWrite()) {
            json.writeNumberField("seq", sequence);
        }
        json.writeStringField("event", kind.name());
    }

    /** Where a line ends in the file, counted from where this journal began to write, and when it was written. */
    private record Noted(long at, long end) {}

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private Noted append(Fields fields) throws IOException {
        writing.lock();
        try {
            long at = now();
            long end = write(json -> {
                fields.write(json);
                json.writeNumberField("atMs", millis(at));
            });
            return new Noted(at, end);
        } finally {
            writing.unlock();
        }
    }

    /** What its clock says, in nanoseconds of the history. */
    public long time() {
        writing.lock();
        try {
            return Math.max(lastAt, nanos.getAsLong() - origin);
        } finally {
            writing.unlock();
        }
    }

    private long now() {
        lastAt = Math.max(lastAt + 1, nanos.getAsLong() - origin);
        return lastAt;
    }

    private static BigDecimal millis(long nanos) {
        return BigDecimal.valueOf(nanos, 6);
    }

    private long write(Fields fields) throws IOException {
        var text = new StringWriter(128);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeStringField("time", wall.instant().toString());
            json.writeEndObject();
        }
        byte[] bytes = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        written += bytes.length;
        return written;
    }

    private void force(long upTo) throws IOException {
        forcing.lock();
        try {
            if (forced < upTo) {
                writing.lock();
                long reached = written;
                writing.unlock();
                out.getFD().sync();
                forced = reached;
            }
        } finally {
            forcing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
