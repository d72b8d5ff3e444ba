package io.belastbar.backbone.inbox;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether the inbox stands still by its own fault.
 *
 * <p>While PostgreSQL or Kafka does not answer, standing still is right, and ending the process would help nobody. When
 * both answer, a lane has some time to get on, counted from its own last step or from the end of the last outage,
 * whichever came later. A lane that stands still for longer than that will not get on by itself.
 */
public final class Standstill {

    /**
     * Something that the inbox needs.
     *
     * @param sinceNanos since when it has answered, or has not
     */
    public record Dependency(boolean answers, long sinceNanos) {

        /** The state after it was asked again. */
        public Dependency asked(boolean answersNow, long nowNanos) {
            return answersNow == answers ? this : new Dependency(answersNow, nowNanos);
        }
    }

    private Standstill() {}

    /**
     * Why the inbox stands still; empty while it does not, or while a dependency explains it.
     *
     * @param limit how long a lane may be at one message
     */
    public static Optional<String> reason(
            Collection<LaneProgress.Work> lanes, Dependency database, Dependency kafka, long nowNanos, Duration limit) {
        if (!database.answers() || !kafka.answers()) {
            return Optional.empty();
        }
        return lanes.stream()
                .filter(lane -> nowNanos - lane.sinceNanos() > limit.toNanos())
                .filter(lane -> nowNanos - database.sinceNanos() > limit.toNanos())
                .filter(lane -> nowNanos - kafka.sinceNanos() > limit.toNanos())
                .map(lane -> describe(lane, nowNanos))
                .findFirst();
    }

    private static String describe(LaneProgress.Work lane, long nowNanos) {
        long seconds = Duration.ofNanos(nowNanos - lane.sinceNanos()).toSeconds();
        String trouble = lane.trouble() == null ? "" : "; last failure: " + lane.trouble();
        return "PostgreSQL and Kafka answer, but the inbox has been at this for " + seconds + " s: " + lane.what()
                + trouble;
    }
}
