package io.belastbar.resilience.measure.history;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** As many events as are held in memory at once. */
final class EventChunk {
    /** One event as it is stored. */
    static final int BYTES = 1 + 2 * Long.BYTES;

    private static final int CAPACITY = 1 << 18;
    private static final EventKind[] KINDS = EventKind.values();

    private byte[] kinds = new byte[64];
    private long[] sequences = new long[64];
    private long[] times = new long[64];
    private int size;
    private boolean sorted = true;

    static int compare(long at, EventKind kind, long otherAt, EventKind otherKind) {
        int byTime = Long.compare(at, otherAt);
        return byTime != 0 ? byTime : kind.compareTo(otherKind);
    }

    boolean isFull() {
        return size == CAPACITY;
    }

    void add(EventKind kind, long sequence, long at) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            sequences = Arrays.copyOf(sequences, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
        }
        sorted &= size == 0 || compare(times[size - 1], KINDS[kinds[size - 1]], at, kind) <= 0;
        kinds[size] = (byte) kind.ordinal();
        sequences[size] = sequence;
        times[size++] = at;
    }

    /** By time, then by kind; otherwise as they came. */
    void sort() {
        if (sorted) {
            return;
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (one, other) -> compare(times[one], KINDS[kinds[one]], times[other], KINDS[kinds[other]]));
        byte[] newKinds = new byte[kinds.length];
        long[] newSequences = new long[kinds.length];
        long[] newTimes = new long[kinds.length];
        for (int i = 0; i < size; i++) {
            newKinds[i] = kinds[order[i]];
            newSequences[i] = sequences[order[i]];
            newTimes[i] = times[order[i]];
        }
        kinds = newKinds;
        sequences = newSequences;
        times = newTimes;
        sorted = true;
    }

    void clear() {
        size = 0;
        sorted = true;
    }

    void writeTo(DataOutputStream out) throws IOException {
        for (int i = 0; i < size; i++) {
            out.writeByte(kinds[i]);
            out.writeLong(sequences[i]);
            out.writeLong(times[i]);
        }
    }

    void forEach(EventVisitor visitor) {
        for (int i = 0; i < size; i++) {
            visitor.event(KINDS[kinds[i]], sequences[i], times[i]);
        }
    }

    EventCursor events() {
        return new EventCursor() {
            private int place = -1;

            @Override
            public boolean next() {
                return ++place < size;
            }

            @Override
            public EventKind kind() {
                return KINDS[kinds[place]];
            }

            @Override
            public long sequence() {
                return sequences[place];
            }

            @Override
            public long at() {
                return times[place];
            }
        };
    }
}
