package io.belastbar.faultproxy.toxic;

import io.belastbar.faultproxy.chain.PacedStage;
import io.belastbar.faultproxy.chain.Stage;
import java.util.random.RandomGenerator;

/** At most {@code rate} kilobytes (1,000 bytes) a second, in pieces of at most 100 ms; 0 is no limit, as in Toxiproxy. */
public record Bandwidth(long rate) implements Effect {
    private static final long PIECE_MS = 100;

    @Override
    public Stage stage(long now, RandomGenerator random, Stage former) {
        return new PacedStage(now) {
            @Override
            protected int pieceOf(int available) {
                return rate == 0 ? available : (int) Math.min(available, rate * PIECE_MS);
            }

            @Override
            protected long before(int length) {
                return rate == 0 ? 0 : length * Times.MILLISECOND / rate;
            }

            @Override
            protected long after(int length) {
                return 0;
            }
        };
    }
}
