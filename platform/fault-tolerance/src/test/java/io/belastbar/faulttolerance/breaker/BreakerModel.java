package io.belastbar.faulttolerance.breaker;

import io.belastbar.contracts.BreakerStatus;
import java.time.Instant;

/**
 * A circuit breaker as plain arithmetic: no clock, no threads. It is the oracle for the real one.
 *
 * <p>Each state has an era. An admitted call carries the era in which it began; its outcome counts in that era only, so
 * that a call from before the breaker opened can neither close nor reopen it.
 */
public sealed interface BreakerModel {
    BreakerPolicy policy();

    long era();

    BreakerStatus status();

    /** Failures in a row while closed; the threshold from the moment of opening until the breaker closes. */
    int failureCount();

    /** When an open breaker admits a probe; null in the other states. */
    Instant nextRetryAt();

    /** The state after time has passed. */
    BreakerModel at(Instant now);

    /** Somebody wants to call. */
    Admission admit(Instant now);

    /** A call that was admitted in {@code callEra} ended. */
    BreakerModel ended(long callEra, boolean success, Instant now);

    static BreakerModel closed(BreakerPolicy policy) {
        return new Closed(policy, 0, 0);
    }

    /** The answer to {@link #admit}: the state afterwards, and whether the call may go. */
    record Admission(BreakerModel next, boolean admitted) {}

    /** Calls flow; failures in a row are counted. */
    record Closed(BreakerPolicy policy, long era, int failureCount) implements BreakerModel {
        @Override
        public BreakerStatus status() {
            return BreakerStatus.CLOSED;
        }

        @Override
        public Instant nextRetryAt() {
            return null;
        }

        @Override
        public BreakerModel at(Instant now) {
            return this;
        }

        @Override
        public Admission admit(Instant now) {
            return new Admission(this, true);
        }

        @Override
        public BreakerModel ended(long callEra, boolean success, Instant now) {
            if (callEra != era) {
                return this;
            }
            int failures = success ? 0 : failureCount + 1;
            return failures < policy.failureThreshold()
                    ? new Closed(policy, era, failures)
                    : new Open(policy, era + 1, now);
        }
    }

    /** Nothing is admitted until the delay is over. */
    record Open(BreakerPolicy policy, long era, Instant since) implements BreakerModel {
        @Override
        public BreakerStatus status() {
            return BreakerStatus.OPEN;
        }

        @Override
        public int failureCount() {
            return policy.failureThreshold();
        }

        @Override
        public Instant nextRetryAt() {
            return since.plus(policy.openDelay());
        }

        @Override
        public BreakerModel at(Instant now) {
            return now.isBefore(nextRetryAt()) ? this : new HalfOpen(policy, era + 1, 0, 0);
        }

        @Override
        public Admission admit(Instant now) {
            BreakerModel current = at(now);
            return current == this ? new Admission(this, false) : current.admit(now);
        }

        @Override
        public BreakerModel ended(long callEra, boolean success, Instant now) {
            return at(now);
        }
    }

    /** A few probes are admitted. One failure opens again, enough successes close. */
    record HalfOpen(BreakerPolicy policy, long era, int admittedProbes, int successes) implements BreakerModel {
        @Override
        public BreakerStatus status() {
            return BreakerStatus.HALF_OPEN;
        }

        @Override
        public int failureCount() {
            return policy.failureThreshold();
        }

        @Override
        public Instant nextRetryAt() {
            return null;
        }

        @Override
        public BreakerModel at(Instant now) {
            return this;
        }

        @Override
        public Admission admit(Instant now) {
            return admittedProbes < policy.successThreshold()
                    ? new Admission(new HalfOpen(policy, era, admittedProbes + 1, successes), true)
                    : new Admission(this, false);
        }

        @Override
        public BreakerModel ended(long callEra, boolean success, Instant now) {
            if (callEra != era) {
                return this;
            }
            if (!success) {
                return new Open(policy, era + 1, now);
            }
            return successes + 1 < policy.successThreshold()
                    ? new HalfOpen(policy, era, admittedProbes, successes + 1)
                    : new Closed(policy, era + 1, 0);
        }
    }
}
