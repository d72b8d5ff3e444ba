package io.belastbar.jobs.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * What to do with a schedule whose fire time has come. Fire times that nobody saw, because the service was down, are
 * made good by one run at most: the latest one's, unless it is too old to be of use.
 *
 * @param next when it fires then; null for never
 */
public sealed interface Firing {

    Instant fireTime();

    Instant next();

    /** A run is wanted; {@code detail} is a sentence that says for what. */
    record Run(Instant fireTime, Instant next, String detail) implements Firing {}

    /** No run is wanted any more; {@code detail} says why. */
    record Skip(Instant fireTime, Instant next, String detail) implements Firing {}

    /** Within this a run is on time. */
    Duration PUNCTUAL = Duration.ofSeconds(30);

    /**
     * Decides.
     *
     * @param due the first fire time that nothing was done about; not later than now
     * @param catchUp fire times older than this are not made good
     */
    public static Firing decide(CronTimes times, Instant due, Instant now, Duration catchUp) {
        Instant next = times.after(now).orElse(null);
        Instant oldest = now.minus(catchUp);
        Instant latest = due;
        if (due.isBefore(oldest)) {
            latest = times.after(oldest.minusMillis(1)).orElse(null);
            if (latest == null || latest.isAfter(now)) {
                return new Skip(
                        due,
                        next,
                        "Missed, and found " + minutes(Duration.between(due, now)) + " later; the limit is "
                                + minutes(catchUp) + ".");
            }
        }
        for (Instant later = latest;
                later != null && !later.isAfter(now);
                later = times.after(later).orElse(null)) {
            latest = later;
        }
        return new Run(latest, next, detail(due, latest, now));
    }

    private static String detail(Instant due, Instant latest, Instant now) {
        if (!due.equals(latest)) {
            return "Fire times since " + due + " were missed; one run stands for all of them.";
        }
        Duration late = Duration.between(due, now);
        return late.compareTo(PUNCTUAL) <= 0 ? "On time." : "Missed, and made good " + minutes(late) + " later.";
    }

    private static String minutes(Duration duration) {
        return Math.max(1, duration.toMinutes()) + " min";
    }
}
