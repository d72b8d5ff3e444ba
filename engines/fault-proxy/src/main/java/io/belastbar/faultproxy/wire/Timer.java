package io.belastbar.faultproxy.wire;

/**
 * A task of the loop with its time.
 *
 * @param number orders equal times as they were asked for
 */
record Timer(long at, long number, Runnable task) implements Comparable<Timer> {
    /** Times are compared by their difference, as {@link System#nanoTime} asks for. */
    @Override
    public int compareTo(Timer other) {
        long difference = at - other.at;
        return difference == 0 ? Long.compare(number, other.number) : Long.signum(difference);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
