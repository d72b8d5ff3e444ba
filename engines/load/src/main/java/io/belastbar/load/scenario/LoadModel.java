package io.belastbar.load.scenario;

import java.time.Duration;
import java.util.List;

/** How much load when. */
public sealed interface LoadModel {

    /** The sum of the stages. */
    Duration duration();

    /** Most users at once; empty in the open model, if it is to be found from rate and latency. */
    Integer maxUsers();

    /**
     * Virtual users that wait for each answer.
     *
     * @param iterationsPerUser how often each user goes through a flow; null: until the stages end
     */
    record Closed(List<UserStage> stages, Integer iterationsPerUser) implements LoadModel {
        public Closed {
            stages = List.copyOf(stages);
        }

        @Override
        public Duration duration() {
            return stages.stream().map(UserStage::duration).reduce(Duration.ZERO, Duration::plus);
        }

        @Override
        public Integer maxUsers() {
            return stages.stream().mapToInt(UserStage::target).max().orElse(0);
        }
    }

    /**
     * Iterations that arrive whether or not earlier ones are done.
     *
     * @param maxUsers iterations at once; more wait, and their response time counts from when they should have begun;
     *     null: as many as the plan needs
     */
    record Open(List<RateStage> stages, Arrival arrival, Integer maxUsers) implements LoadModel {
        public Open {
            stages = List.copyOf(stages);
        }

        @Override
        public Duration duration() {
            return stages.stream().map(RateStage::duration).reduce(Duration.ZERO, Duration::plus);
        }

        /** Iterations per second at the highest. */
        public double peakPerSecond() {
            return stages.stream().mapToDouble(RateStage::targetPerSecond).max().orElse(0);
        }
    }

    /** How arrivals of an open load are spaced. */
    enum Arrival {
        /** At equal distances. */
        EVEN,
        /** Independently of each other, as those of many people are; exponential distances. */
        POISSON
    }

    /**
     * A part of an open load: within {@code duration} the arrival rate moves linearly from where the previous stage ended
     * (zero before the first) to {@code targetPerSecond} iterations per second. A stage without duration jumps.
     */
    record RateStage(Duration duration, double targetPerSecond) {

        public RateStage {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("duration should not be negative: was " + duration);
            }
            if (!(targetPerSecond >= 0) || Double.isInfinite(targetPerSecond)) {
                throw new IllegalArgumentException("rate should not be negative: was " + targetPerSecond);
            }
        }
    }

    /**
     * A part of a closed load: within {@code duration} the number of virtual users moves linearly from where the previous
     * stage ended (zero before the first) to {@code target}. A stage without duration jumps.
     */
    record UserStage(Duration duration, int target) {

        public UserStage {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("duration should not be negative: was " + duration);
            }
            if (target < 0) {
                throw new IllegalArgumentException("target should not be negative: was " + target);
            }
        }
    }
}
