package io.belastbar.chaos.gameday.store;

import java.util.UUID;

/** Somebody else has taken a game day up: whoever ran it stores nothing of it any more. */
public final class TakenOver extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TakenOver(UUID gameDay) {
        super("game day " + gameDay + " was taken up by another instance");
    }
}
