package io.belastbar.examples.sap.posting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The postings that were taken, each key once. Safe for several threads.
 *
 * <p>It says no more than a real system could: what came, how often, and in which order. Whether all that should have
 * come has come, whoever sent it must compare.
 */
public final class Ledger {
    /** What became of a posting that came. */
    public enum Receipt {
        ACCEPTED,
        /** It was there already: the same answer again, and no second posting. */
        REPEATED,
        /** Its key was used for another posting. */
        CONFLICT,
        FULL
    }

    /**
     * What came since the first start.
     *
     * @param postings taken, each key once
     * @param repeated arrivals of a posting that was there already, since the last start
     * @param conflicts keys that came with another posting, since the last start
     * @param outOfOrder postings that came after a later one of their subject
     */
    public record Count(long postings, long repeated, long conflicts, long outOfOrder) {}

    private final int most;
    private final Journal journal;
    private final Map<String, Posting> byKey = new HashMap<>();
    private final List<Posting> inOrder = new ArrayList<>();
    private final Map<String, Long> newest = new HashMap<>();
    private long repeated;
    private long conflicts;
    private long outOfOrder;

    public Ledger(int most, Journal journal) {
        this.most = most;
        this.journal = journal;
        journal.postings().forEach(this::keep);
    }

    public synchronized Receipt post(Posting posting) {
        Posting known = byKey.get(posting.key());
        if (known != null) {
            return again(known.equals(posting));
        }
        if (inOrder.size() >= most) {
            return Receipt.FULL;
        }
        journal.append(posting);
        keep(posting);
        return Receipt.ACCEPTED;
    }

    public synchronized Count count() {
        return new Count(inOrder.size(), repeated, conflicts, outOfOrder);
    }

    /** At most {@code limit} postings in the order of their arrival, after the first {@code skipped}. */
    public synchronized List<Posting> page(int skipped, int limit) {
        int from = Math.min(skipped, inOrder.size());
        return List.copyOf(inOrder.subList(from, Math.min(from + limit, inOrder.size())));
    }

    private Receipt again(boolean same) {
        if (same) {
            repeated++;
            return Receipt.REPEATED;
        }
        conflicts++;
        return Receipt.CONFLICT;
    }

    private void keep(Posting posting) {
        byKey.put(posting.key(), posting);
        inOrder.add(posting);
        Long before = newest.get(posting.subject());
        if (before != null && before > posting.version()) {
            outOfOrder++;
        }
        newest.merge(posting.subject(), posting.version(), Math::max);
    }
}
