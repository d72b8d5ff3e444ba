package io.belastbar.load.scenario;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a virtual user pauses. */
public sealed interface ThinkTime {

    /** In nanoseconds. */
    long next(RandomGenerator random);

    record Constant(Duration duration) implements ThinkTime {
        @Override
        public long next(RandomGenerator random) {
            return duration.toNanos();
        }
    }

    /** Every pause in between is as likely as any other. */
    record Uniform(Duration from, Duration to) implements ThinkTime {
        public Uniform {
            if (to.compareTo(from) < 0) {
                throw new IllegalArgumentException("to should not be below from: was " + from + " to " + to);
            }
        }

        @Override
        public long next(RandomGenerator random) {
            return from.toNanos() + random.nextLong(to.toNanos() - from.toNanos() + 1);
        }
    }

    /** Memoryless; cut off at ten times the mean. */
    record Exponential(Duration mean) implements ThinkTime {
        @Override
        public long next(RandomGenerator random) {
            double drawn = Math.min(10, random.nextExponential());
            return (long) (drawn * mean.toNanos());
        }
    }
}
