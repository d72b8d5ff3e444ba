package io.belastbar.faulttolerance.fleet;

import java.time.Instant;

/** What this instance knows about its turn to probe, so that most calls need not ask Redis. */
final class ProbeTurn {
    enum Answer {
        MINE,
        NOT_MINE,
        /** Nobody has asked lately: the caller who got this answer asks, the others are told NOT_MINE. */
        UNKNOWN
    }

    private Instant mineUntil = Instant.MIN;
    private Instant notMineUntil = Instant.MIN;
    private boolean asking;

    synchronized Answer ask(Instant now) {
        if (now.isBefore(mineUntil)) {
            return Answer.MINE;
        }
        if (asking || now.isBefore(notMineUntil)) {
            return Answer.NOT_MINE;
        }
        asking = true;
        return Answer.UNKNOWN;
    }

    synchronized void granted(Instant until) {
        asking = false;
        mineUntil = until;
    }

    synchronized void refused(Instant until) {
        asking = false;
        notMineUntil = until;
    }

    synchronized void forget() {
        asking = false;
        mineUntil = Instant.MIN;
        notMineUntil = Instant.MIN;
    }
}
