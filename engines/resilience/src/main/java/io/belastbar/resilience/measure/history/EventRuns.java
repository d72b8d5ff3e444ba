package io.belastbar.resilience.measure.history;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Events that are read in the order of time, whatever the order they came in, as often as one likes, in bounded memory:
 * what does not fit is sorted in parts, kept in a temporary file and merged (Knuth, The Art of Computer Programming,
 * volume 3, 5.4).
 */
final class EventRuns implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final List<Long> starts = new ArrayList<>();
    private final EventChunk chunk = new EventChunk();
    private Path file;
    private FileChannel channel;
    private DataOutputStream spill;

    void add(EventKind kind, long sequence, long at) {
        if (chunk.isFull()) {
            spill();
        }
        chunk.add(kind, sequence, at);
    }

    private void spill() {
        try {
            if (file == null) {
                file = Files.createTempFile("belastbar-history", ".events");
                channel = FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
                spill = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
            }
            starts.add(channel.position());
            chunk.sort();
            chunk.writeTo(spill);
            spill.flush();
            chunk.clear();
        } catch (IOException full) {
            throw new UncheckedIOException("a history needs room for its temporary file", full);
        }
    }

    void forEach(EventVisitor visitor) {
        chunk.sort();
        if (starts.isEmpty()) {
            chunk.forEach(visitor);
            return;
        }
        try {
            var runs = new PriorityQueue<Run>();
            for (int i = 0; i < starts.size(); i++) {
                long end = i + 1 < starts.size() ? starts.get(i + 1) : channel.size();
                new Run(i, new StoredEvents(channel, starts.get(i), end)).offerTo(runs);
            }
            new Run(starts.size(), chunk.events()).offerTo(runs);
            while (!runs.isEmpty()) {
                Run next = runs.poll();
                visitor.event(next.events.kind(), next.events.sequence(), next.events.at());
                next.offerTo(runs);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** A run whose next event is the current one of its cursor. */
    private record Run(int number, EventCursor events) implements Comparable<Run> {
        void offerTo(PriorityQueue<Run> runs) throws IOException {
            if (events.next()) {
                runs.offer(this);
            }
        }

        @Override
        public int compareTo(Run other) {
            int byTime = EventChunk.compare(events.at(), events.kind(), other.events.at(), other.events.kind());
            return byTime != 0 ? byTime : Integer.compare(number, other.number);
        }
    }

    /** A run in the file. */
    private static final class StoredEvents implements EventCursor {
        private static final EventKind[] KINDS = EventKind.values();

        private final DataInputStream in;
        private long left;
        private EventKind kind;
        private long sequence;
        private long at;

        StoredEvents(FileChannel channel, long start, long end) {
            left = (end - start) / EventChunk.BYTES;
            in = new DataInputStream(new BufferedInputStream(new ChannelPart(channel, start), BUFFER));
        }

        @Override
        public boolean next() throws IOException {
            if (left == 0) {
                return false;
            }
            left--;
            kind = KINDS[in.readByte()];
            sequence = in.readLong();
            at = in.readLong();
            return true;
        }

        @Override
        public EventKind kind() {
            return kind;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public long at() {
            return at;
        }
    }
}
