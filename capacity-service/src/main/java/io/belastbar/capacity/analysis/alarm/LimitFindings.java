package io.belastbar.capacity.analysis.alarm;

import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.word.AmountWords;
import io.belastbar.capacity.projection.word.ProjectionWords;
import io.belastbar.contracts.CapacityLimitApproaching;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What others are told of limits: the register of findings in English, with the German sentence in the evidence.
 *
 * @param words in the system's zone
 */
record LimitFindings(ProjectionWords words, Instant now) {
    private static final String SOURCE = "capacity-service";

    FindingRaised raised(NearLimit near) {
        Projection projection = near.projection();
        ProjectedLimit limit = near.limit();
        LimitAlarm alarm = near.alarm(now);
        Sentence when = words.limitAndAction(limit, projection.reach());
        String amount = AmountWords.of(
                ReportLanguage.ENGLISH, limit.limit().value(), limit.limit().unit());
        String verb = limit.status() == Status.REACHED ? " has reached its limit of " : " reaches its limit of ";
        return FindingRaised.of(alarm.fingerprint(), projection.system(), SOURCE)
                .raised(now, alarm.severity())
                .category("Capacity")
                .component(projection.metric())
                .title(projection.metric() + verb + amount)
                .description(when.english() + ". "
                        + words.course(projection).english() + " "
                        + ProjectionWords.method(projection.method()).english() + ".")
                .recommendedMeasures(measures(limit.limit(), projection))
                .responsible("DevOps Engineer")
                .evidence(evidence(projection, limit, when))
                .build();
    }

    private static List<String> measures(MetricLimit limit, Projection projection) {
        String look = "Look at the projection: GET /api/v1/systems/" + projection.system() + "/projections/"
                + projection.metric();
        return limit.action() == null || limit.action().isBlank()
                ? List.of("Raise the limit, or lower what grows, before it is reached", look)
                : List.of(limit.action(), look);
    }

    private Map<String, String> evidence(Projection projection, ProjectedLimit limit, Sentence when) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("metric", projection.metric());
        evidence.put("unit", projection.unit());
        evidence.put("current", Double.toString(projection.current().value()));
        evidence.put("limit", Double.toString(limit.limit().value()));
        evidence.put("limitSource", limit.limit().source());
        put(evidence, "earliest", limit.p10());
        put(evidence, "reachedAt", limit.when());
        put(evidence, "latest", limit.p90());
        evidence.put(
                "daysLeft",
                Long.toString(Math.max(0, Duration.between(now, limit.when()).toDays())));
        evidence.put("slopePerDay", Double.toString(projection.slopePerDay()));
        evidence.put("method", projection.method().name());
        evidence.put("sentence.de", when.german());
        return evidence;
    }

    private static void put(Map<String, String> evidence, String name, Instant moment) {
        if (moment != null) {
            evidence.put(name, moment.toString());
        }
    }

    CapacityLimitApproaching approaching(NearLimit near) {
        Projection projection = near.projection();
        ProjectedLimit limit = near.limit();
        return new CapacityLimitApproaching(
                projection.system(),
                projection.metric(),
                projection.unit(),
                limit.limit().value(),
                projection.current().value(),
                limit.when(),
                now,
                limit.p10(),
                limit.p90(),
                limit.limit().action(),
                near.limitSeverity());
    }

    FindingResolved resolved(LimitAlarm alarm) {
        return new FindingResolved(
                alarm.fingerprint(),
                alarm.system(),
                SOURCE,
                now,
                "The limit of " + alarm.limitText() + " of " + alarm.metric() + " is not reached soon any more",
                Map.of("metric", alarm.metric(), "limit", alarm.limitText()));
    }
}
