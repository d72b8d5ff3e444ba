package io.belastbar.jobs.work;

import io.belastbar.jobs.retry.RetryPolicy;
import java.time.Duration;

/**
 * How a worker works.
 *
 * @param lease how long an attempt may take; for work with a heartbeat, how long its owner may be silent
 * @param heartbeat how often the owner gives a sign of life; null: the lease is all the time there is
 * @param places how many items it has under way at a time
 * @param poll how often it looks without being woken
 * @param grace how long an item may go on when the service stops
 * @param lanesByTime whether a lane gives out whatever of it is due, one item at a time, and not its first item only
 * @param lastingFailuresEnd whether a failure that does not speak of the moment is the end of its item at once
 */
public record WorkTerms(
        Duration lease,
        Duration heartbeat,
        RetryPolicy retry,
        int places,
        Duration poll,
        Duration grace,
        boolean lanesByTime,
        boolean lastingFailuresEnd) {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(3);

    public WorkTerms {
        if (places < 1) {
            throw new IllegalArgumentException("places should be at least 1: was " + places);
        }
    }

    /** For short work: who takes longer than the lease has lost the item. */
    public static WorkTerms leased(Duration lease, RetryPolicy retry) {
        return new WorkTerms(lease, null, retry, 1, POLL, GRACE, false, false);
    }

    /**
     * For long work: an owner whose heartbeat is seen to stand still for this long has lost the item, which takes five
     * polls at least. A heartbeat that is old alone says nothing: after PostgreSQL was away every one is.
     */
    public static WorkTerms withHeartbeat(Duration lostAfter, Duration heartbeat, RetryPolicy retry) {
        return new WorkTerms(lostAfter, heartbeat, retry, 1, POLL, GRACE, false, false);
    }

    public WorkTerms places(int wanted) {
        return new WorkTerms(lease, heartbeat, retry, wanted, poll, grace, lanesByTime, lastingFailuresEnd);
    }

    public WorkTerms poll(Duration wanted) {
        return new WorkTerms(lease, heartbeat, retry, places, wanted, grace, lanesByTime, lastingFailuresEnd);
    }

    public WorkTerms grace(Duration wanted) {
        return new WorkTerms(lease, heartbeat, retry, places, poll, wanted, lanesByTime, lastingFailuresEnd);
    }

    /** Only what speaks of the moment (see {@code FailureMapper}) is tried again. */
    public WorkTerms endingWithLastingFailures() {
        return new WorkTerms(lease, heartbeat, retry, places, poll, grace, lanesByTime, true);
    }

    /** What waits in a lane for a later time does not hold up what is due there; one item of a lane is held at a time. */
    public WorkTerms lanesInOrderOfTime() {
        return new WorkTerms(lease, heartbeat, retry, places, poll, grace, true, lastingFailuresEnd);
    }

    boolean hasHeartbeat() {
        return heartbeat != null;
    }
}
