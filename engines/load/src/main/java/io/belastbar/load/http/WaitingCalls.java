package io.belastbar.load.http;

import io.belastbar.load.engine.Driver;
import java.util.ArrayDeque;

/** Calls that no connection was free for, in the order in which they are to be sent. */
final class WaitingCalls {

    private final ArrayDeque<Call> calls = new ArrayDeque<>();
    private int max;
    private long starved;

    void add(Call call) {
        calls.add(call);
        max = Math.max(max, calls.size());
    }

    /** It has been on its way before, and comes before all others. */
    void addFirst(Call call) {
        calls.addFirst(call);
    }

    /** From now on it waits though no more connections may be opened. */
    void starve(Call call) {
        call.starvedSince = System.nanoTime();
    }

    /** The first, which waits no more; null if there is none. */
    Call poll() {
        Call first = calls.poll();
        if (first != null) {
            countStarved(first);
        }
        return first;
    }

    /** It waits no more. */
    void remove(Call call) {
        if (calls.remove(call)) {
            countStarved(call);
        }
    }

    private void countStarved(Call call) {
        if (call.starvedSince != Call.NOT_STARVED && System.nanoTime() - call.starvedSince > Driver.STARVED_NANOS) {
            starved++;
        }
        call.starvedSince = Call.NOT_STARVED;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    int size() {
        return calls.size();
    }

    void clear() {
        calls.clear();
    }

    /** Most that waited since the previous look. */
    int takeMax() {
        int most = max;
        max = calls.size();
        return most;
    }

    /** How many have waited for long because no more connections may be opened. */
    long starved() {
        return starved;
    }
}
