package io.belastbar.resilience.measure.sequence;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** Collects sequence numbers that come one by one in any order: one bit each where they are dense, as a probe's are. */
public final class SequenceBits {
    private static final int CHUNK_BITS = 10;
    /** Of 30 million numbers that are dense: as many as fit into a small process. */
    private static final int CHUNKS_MAX = 30_000;

    private final TreeMap<Long, BitSet> chunks = new TreeMap<>();
    private long lastChunk = -1;
    private BitSet last;

    /**
     * Whether the number is new.
     *
     * @throws IllegalStateException if the numbers are too many, or too far apart, to be held
     */
    public boolean add(long sequence) {
        long number = sequence >>> CHUNK_BITS;
        if (number != lastChunk) {
            last = chunks.computeIfAbsent(number, absent -> new BitSet());
            if (chunks.size() > CHUNKS_MAX) {
                throw new IllegalStateException("sequence numbers should be dense, and 30 million at most");
            }
            lastChunk = number;
        }
        int bit = (int) (sequence & ((1 << CHUNK_BITS) - 1));
        boolean isNew = !last.get(bit);
        last.set(bit);
        return isNew;
    }

    /** What was collected. */
    public SequenceSet set() {
        var runs = new SequenceRuns();
        for (Map.Entry<Long, BitSet> chunk : chunks.entrySet()) {
            long base = chunk.getKey() << CHUNK_BITS;
            BitSet bits = chunk.getValue();
            for (int from = bits.nextSetBit(0); from >= 0; ) {
                int end = bits.nextClearBit(from);
                runs.add(base + from, base + end - 1);
                from = bits.nextSetBit(end);
            }
        }
        return runs.set();
    }
}
