package io.belastbar.capacity.analysis.alarm;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.capacity.CapacityConfig;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.word.ProjectionWords;
import io.belastbar.contracts.EventData;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells others which limits come near and which no longer do, in the transaction that stores the analysis. */
@ApplicationScoped
public class TellLimits {
    private final LimitAlarmRepository alarms;
    private final OutboxRepository outbox;
    private final CapacityConfig config;

    TellLimits(LimitAlarmRepository alarms, OutboxRepository outbox, CapacityConfig config) {
        this.alarms = alarms;
        this.outbox = outbox;
        this.config = config;
    }

    /**
     * Tells them.
     *
     * @param failed metrics of which nothing is known now
     * @param words in the system's zone
     */
    public Uni<Void> tell(
            SqlConnection tx, String system, List<Projection> projections, Set<String> failed, ProjectionWords words) {
        Instant now = words.now();
        LimitAlarms deciding = new LimitAlarms(now, config.limitApproachingWithin());
        return alarms.lock(tx, system)
                .map(open -> deciding.decide(projections, failed, open))
                .chain(decision -> keep(tx, decision, now).chain(() -> outbox.append(tx, news(decision, words))));
    }

    private Uni<Void> keep(SqlConnection tx, LimitAlarms.Decision decision, Instant now) {
        List<Uni<Void>> changes = new ArrayList<>();
        decision.raised().forEach(near -> changes.add(alarms.store(tx, near.alarm(now))));
        decision.over().forEach(alarm -> changes.add(alarms.remove(tx, alarm)));
        return Multi.createFrom()
                .iterable(changes)
                .onItem()
                .transformToUniAndConcatenate(change -> change)
                .onItem()
                .ignoreAsUni();
    }

    private static List<EventData> news(LimitAlarms.Decision decision, ProjectionWords words) {
        LimitFindings findings = new LimitFindings(words, words.now());
        List<EventData> events = new ArrayList<>();
        decision.near().forEach(near -> events.add(findings.approaching(near)));
        decision.raised().forEach(near -> events.add(findings.raised(near)));
        decision.over().forEach(alarm -> events.add(findings.resolved(alarm)));
        return events;
    }
}
