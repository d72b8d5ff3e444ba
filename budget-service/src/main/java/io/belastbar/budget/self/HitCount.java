package io.belastbar.budget.self;

import java.util.Optional;

/** How many reads there were and how many of them hit, since the start. */
record HitCount(double hits, double reads) {

    /** A ratio of fewer reads than this says nothing. */
    static final int READS_MIN = 20;

    /** The hit ratio since an earlier count; empty if there were too few reads. */
    Optional<Double> ratioSince(HitCount earlier) {
        var read = reads - earlier.reads;
        return read < READS_MIN ? Optional.empty() : Optional.of((hits - earlier.hits) / read);
    }

    long readsSince(HitCount earlier) {
        return Math.round(reads - earlier.reads);
    }
}
