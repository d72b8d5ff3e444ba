package io.belastbar.load.engine;

import io.belastbar.load.engine.Driver.DriverHealth;
import io.belastbar.load.result.FailureCause;
import io.belastbar.load.sample.SampleBuffer;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Where a lane stands, with what it measured since the previous look; both buffers belong to the receiver.
 *
 * @param users active now
 * @param waiting starts that wait for a user or a connection
 * @param waitingMax most that waited since the previous look
 * @param waitedForUser arrivals so far that began late, because all users were taken, and not only
 *     by a wait for the connections that the scenario allows
 * @param dropped starts given up so far
 * @param throttled starts held back by the cap so far
 * @param skipped by cell index: requests that lacked a value, since the previous look
 * @param done whether nothing is in flight and nothing will come
 * @param lastAnswerNanos when the target last answered anything; the start if never
 * @param absence requests since that answer that found no target
 * @param unfinished what had no answer when the lane was stopped
 * @param heldBack iterations so far of users whose requests all failed
 * @param failure what stopped the lane, a fault of the generator's own; null for nothing
 * @param data how far the test data reached
 * @param failures why requests failed since the previous look
 */
public record LaneSnapshot(
        int users,
        int waiting,
        int waitingMax,
        long waitedForUser,
        long dropped,
        long throttled,
        long[] skipped,
        boolean done,
        long lastAnswerNanos,
        Absence absence,
        DataUse data,
        Unfinished unfinished,
        HeldBack heldBack,
        Throwable failure,
        DriverHealth driver,
        Histogram latenessMicros,
        SampleBuffer samples,
        List<FailureCause> failures) {}
