package io.belastbar.capacity.analysis.alarm;

import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.Projection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which limits are told, and which are over. A limit is told when it is reached within a time, and again when that has changed much,
 * or after a week; it is over when it lies clearly beyond that time, or is no limit any more. What nobody measures any more tells
 * nothing new, and ends nothing.
 *
 * @param within how far ahead a limit is told
 */
record LimitAlarms(Instant now, Duration within) {
    /** So that one that wavers around the bound is not told and taken back day by day. */
    private static final Duration CLEARLY = Duration.ofDays(10);

    private static final Duration MOVED = Duration.ofDays(7);
    private static final Duration TOLD_AGAIN = Duration.ofDays(7);

    /**
     * What is to be told.
     *
     * @param near limits, whether or not anything about them is new
     * @param raised of those, what is new
     * @param over what is open no longer
     */
    record Decision(List<NearLimit> near, List<NearLimit> raised, List<LimitAlarm> over) {}

    /** @param failed metrics that could not be carried on: nothing is known of them */
    Decision decide(List<Projection> projections, Set<String> failed, List<LimitAlarm> open) {
        Map<String, LimitAlarm> known = new HashMap<>();
        open.forEach(alarm -> known.put(alarm.fingerprint(), alarm));
        Set<String> stays = new HashSet<>();
        Decision decision = new Decision(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Projection projection : projections) {
            for (ProjectedLimit limit : projection.limits()) {
                look(new NearLimit(projection, limit), known, stays, decision);
            }
        }
        for (LimitAlarm alarm : open) {
            if (!stays.contains(alarm.fingerprint()) && !failed.contains(alarm.metric())) {
                decision.over().add(alarm);
            }
        }
        return decision;
    }

    private void look(NearLimit limit, Map<String, LimitAlarm> known, Set<String> stays, Decision decision) {
        boolean stale = limit.projection().isStale();
        if (limit.limit().isReachedBy(now.plus(within)) && !stale) {
            LimitAlarm alarm = limit.alarm(now);
            // Two documents may state the same limit: it is one.
            if (stays.add(alarm.fingerprint())) {
                decision.near().add(limit);
                if (isNews(alarm, known.get(alarm.fingerprint()))) {
                    decision.raised().add(limit);
                }
            }
        } else if (stale || limit.limit().isReachedBy(now.plus(within).plus(CLEARLY))) {
            stays.add(fingerprint(limit));
        }
    }

    private static String fingerprint(NearLimit limit) {
        return new LimitAlarm(
                        limit.projection().system(),
                        limit.projection().metric(),
                        limit.limit().limit().value(),
                        null,
                        null,
                        null)
                .fingerprint();
    }

    private boolean isNews(LimitAlarm alarm, LimitAlarm told) {
        return told == null
                || told.severity() != alarm.severity()
                || Duration.between(told.reachedAt(), alarm.reachedAt()).abs().compareTo(MOVED) > 0
                || !now.isBefore(told.toldAt().plus(TOLD_AGAIN));
    }
}
