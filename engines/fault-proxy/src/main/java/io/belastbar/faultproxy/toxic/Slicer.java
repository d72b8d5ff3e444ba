package io.belastbar.faultproxy.toxic;

import io.belastbar.faultproxy.chain.PacedStage;
import io.belastbar.faultproxy.chain.Stage;
import io.belastbar.faultproxy.refusal.Refusal;
import java.util.random.RandomGenerator;

/** Bytes go in pieces of {@code averageSize} give or take {@code sizeVariation}, {@code delayUs} microseconds apart. */
public record Slicer(long averageSize, long sizeVariation, long delayUs) implements Effect {
    public Slicer {
        if (sizeVariation >= averageSize) {
            throw new Refusal.Invalid("bad request body: size_variation must be less than average_size, was %d of %d"
                    .formatted(sizeVariation, averageSize));
        }
    }

    @Override
    public Stage stage(long now, RandomGenerator random, Stage former) {
        return new PacedStage(now) {
            @Override
            protected int pieceOf(int available) {
                long size = sizeVariation == 0
                        ? averageSize
                        : random.nextLong(averageSize - sizeVariation, averageSize + sizeVariation + 1);
                return (int) Math.min(available, size);
            }

            @Override
            protected long before(int length) {
                return 0;
            }

            @Override
            protected long after(int length) {
                return delayUs * Times.MICROSECOND;
            }
        };
    }
}
