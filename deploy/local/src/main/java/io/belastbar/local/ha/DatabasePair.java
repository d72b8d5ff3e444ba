package io.belastbar.local.ha;

/**
 * Which of two servers is the primary, and what the other is. Pure; there is never more than one primary, and a former one
 * is none of the pair's until it was seeded anew.
 *
 * @param superseded whether the other one's data are those of before a promotion
 * @param synchronous whether a commit is to wait for the standby, where there is one
 */
record DatabasePair(String primary, String other, boolean superseded, boolean synchronous) {

    static DatabasePair first(String primary, String other, boolean synchronous) {
        return new DatabasePair(primary, other, false, synchronous);
    }

    /** The other one takes over. */
    DatabasePair promoted() {
        if (superseded) {
            throw new IllegalStateException(other + " is superseded, and would take back what was written since");
        }
        return new DatabasePair(other, primary, true, synchronous);
    }

    /** The other one follows on a fresh copy. */
    DatabasePair reseeded() {
        return new DatabasePair(primary, other, false, synchronous);
    }

    DatabasePair replicating(boolean now) {
        return new DatabasePair(primary, other, superseded, now);
    }

    boolean isPrimary(String name) {
        return primary.equals(name);
    }

    boolean isSuperseded(String name) {
        return superseded && other.equals(name);
    }

    String role(String name) {
        return isPrimary(name) ? "primary" : superseded ? "superseded" : "standby";
    }
}
