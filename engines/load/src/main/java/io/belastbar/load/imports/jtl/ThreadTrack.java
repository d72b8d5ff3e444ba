package io.belastbar.load.imports.jtl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * What one thread of JMeter did of late. A thread does one thing after the other, so a row that lies within the time of
 * an earlier one is a part of it. That tells sub-results from requests whose name ends in a number by itself, and
 * transactions whose samples are in the file from those that stand alone. Bounded: only the last rows are known.
 */
final class ThreadTrack {

    private static final int ROWS_MAX = 64;
    private static final int ROWS_OF_ALL_MAX = 1024;
    private static final int DEPTH_MAX = 16;

    private final boolean one;
    private final int rowsMax;
    private final long[] starts;
    private final long[] ends;
    private final Deque<Parent> parents = new ArrayDeque<>();
    private final Deque<Transaction> waiting = new ArrayDeque<>();
    private int rows;

    /** @param one false: the file does not tell threads apart, and what lies within a time may be another user's */
    ThreadTrack(boolean one) {
        this.one = one;
        this.rowsMax = one ? ROWS_MAX : ROWS_OF_ALL_MAX;
        this.starts = new long[rowsMax];
        this.ends = new long[rowsMax];
    }

    private static final class Parent {
        private final Jtl row;
        private int next;

        private Parent(Jtl row) {
            this.row = row;
        }
    }

    private static final class Transaction {
        private final Jtl row;
        private long within;
        private long touching;

        private Transaction(Jtl row) {
            this.row = row;
        }

        private void look(long start, long end) {
            if (start == end && (start == row.startMillis() || end == row.endMillis())) {
                touching++;
            } else if (start + end > 2 * row.startMillis() && start + end < 2 * row.endMillis()) {
                within++;
            }
        }

        private boolean hasItsSamples(boolean ofOneThread) {
            return ofOneThread && within > 0 || within + touching >= row.samplesOfTransaction();
        }
    }

    /**
     * Whether JMeter wrote this row as the part {@code NAME-0}, {@code NAME-1} … of a row before it, or of a part of
     * that: a redirect, an embedded resource. Each row is asked for once, in the order of the file.
     */
    boolean isPart(Jtl row) {
        boolean part = false;
        while (!part && !parents.isEmpty()) {
            part = isPartOf(parents.getLast(), row);
            if (!part) {
                parents.removeLast();
            }
        }
        if (!row.isTransaction() && parents.size() < DEPTH_MAX) {
            parents.addLast(new Parent(row));
        }
        return part;
    }

    private static boolean isPartOf(Parent parent, Jtl row) {
        String name = parent.row.label() + "-";
        String number = row.label().startsWith(name) ? row.label().substring(name.length()) : "";
        boolean named = number.matches("\\d{1,6}");
        boolean within = row.startMillis() >= parent.row.startMillis() && row.endMillis() <= parent.row.endMillis();
        if (!named || !within) {
            return false;
        }
        // Where a millisecond cannot tell within from behind, the number has to follow on.
        boolean surely = row.startMillis() < parent.row.endMillis();
        boolean part = surely || Integer.parseInt(number) == parent.next;
        parent.next = part ? Integer.parseInt(number) + 1 : parent.next;
        return part;
    }

    /** A request that is in the file. */
    void happened(Jtl row) {
        starts[rows % rowsMax] = row.startMillis();
        ends[rows % rowsMax] = row.endMillis();
        rows++;
        waiting.forEach(transaction -> transaction.look(row.startMillis(), row.endMillis()));
    }

    /**
     * A transaction, whose samples may come before or after it.
     *
     * @param waitingMax how many of this thread may wait
     * @return those that can wait no longer and have no samples in the file
     */
    List<Jtl> transaction(Jtl row, int waitingMax) {
        Transaction transaction = new Transaction(row);
        for (int index = 0; index < Math.min(rows, rowsMax); index++) {
            transaction.look(starts[index], ends[index]);
        }
        for (Transaction other : one ? waiting : List.<Transaction>of()) {
            if (isWithin(other.row, row)) {
                transaction.within++;
            } else if (isWithin(row, other.row)) {
                other.within++;
            }
        }
        waiting.addLast(transaction);
        return alone(Math.max(0, waiting.size() - waitingMax));
    }

    int waiting() {
        return waiting.size();
    }

    private static boolean isWithin(Jtl inner, Jtl outer) {
        return inner.startMillis() >= outer.startMillis()
                && inner.endMillis() <= outer.endMillis()
                && inner.startMillis() < outer.endMillis();
    }

    /** Of the transactions that wait, those without samples in the file; none waits any longer. */
    List<Jtl> alone() {
        return alone(waiting.size());
    }

    private List<Jtl> alone(int count) {
        List<Jtl> alone = new ArrayList<>();
        Iterator<Transaction> each = waiting.iterator();
        for (int left = count; left > 0; left--) {
            Transaction transaction = each.next();
            each.remove();
            if (!transaction.hasItsSamples(one)) {
                alone.add(transaction.row);
            }
        }
        return alone;
    }
}
