package io.belastbar.profiling.index.catalogue;

import java.util.Optional;

/**
 * What an index is needed for beside being read.
 *
 * @param constraint that stands on it: a primary key, a unique or an exclusion constraint
 * @param unique whether it keeps values from being there twice
 * @param nullsNotDistinct whether it keeps NULL from being there twice as well
 * @param immediate whether it does so with each statement; a deferrable constraint does so at the end
 * @param replicaIdentity whether logical replication tells rows by it
 * @param clustered whether CLUSTER orders the table by it
 * @param referenced whether a foreign key of another table points to it
 * @param valid whether it may be read; false: it was not finished, or a part of it is missing
 */
public record IndexRole(
        Optional<String> constraint,
        boolean unique,
        boolean nullsNotDistinct,
        boolean immediate,
        boolean replicaIdentity,
        boolean clustered,
        boolean referenced,
        boolean valid) {

    /** Why it may not go, whoever reads it; empty if nothing but reading speaks for it. */
    public Optional<String> duty() {
        if (constraint.isPresent()) {
            return Optional.of("behind constraint " + constraint.get());
        }
        if (referenced) {
            return Optional.of("a foreign key points to it");
        }
        if (replicaIdentity) {
            return Optional.of("replica identity");
        }
        if (clustered) {
            return Optional.of("the table is clustered by it");
        }
        return unique ? Optional.of("keeps values unique") : Optional.empty();
    }

    /** Whether it may go for the sake of another one that keeps the same values unique. */
    boolean isReplacedBy(IndexRole other) {
        boolean bound = constraint.isPresent() || referenced || replicaIdentity || clustered;
        return !bound && (!unique || other.unique && other.immediate && other.nullsNotDistinct == nullsNotDistinct);
    }
}
