package io.belastbar.chaos.record.action;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.chaos.record.GameDayRecord;
import io.belastbar.chaos.record.RecordRepository;
import io.belastbar.chaos.record.RecordedGameDay;
import io.belastbar.chaos.record.action.ActionItem.Source;
import io.belastbar.chaos.record.report.EntryKind;
import io.belastbar.jobs.Await;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.system.SystemZone;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Adds what a person wants to be done after a game day: to the record, to the items and to the findings. Blocks. */
@ApplicationScoped
class AddActionItem {
    private final Pool pool;
    private final Records recorded;
    private final ActionItemRepository items;
    private final OutboxRepository outbox;
    private final SystemZone zones;
    private final InstantSource clock = InstantSource.system();

    /** The record, to read and to write. */
    @Singleton
    static class Records {
        private final RecordRepository stored;
        private final GameDayRecord record;

        Records(RecordRepository stored, GameDayRecord record) {
            this.stored = stored;
            this.record = record;
        }

        RecordedGameDay require(UUID gameDay) {
            return Await.of(stored.find(gameDay))
                    .orElseThrow(() -> new NotFound("record of a game day", gameDay.toString()));
        }

        Uni<Void> append(SqlConnection transaction, RecordedGameDay day, RecordEntry entry) {
            Uni<Void> appended = record.append(transaction, day.gameDay(), entry);
            return day.outcome().isEmpty()
                    ? appended
                    : appended.chain(() -> record.seal(transaction, day.gameDay()))
                            .replaceWithVoid();
        }
    }

    AddActionItem(Pool pool, Records recorded, ActionItemRepository items, OutboxRepository outbox, SystemZone zones) {
        this.pool = pool;
        this.recorded = recorded;
        this.items = items;
        this.outbox = outbox;
        this.zones = zones;
    }

    ActionItem add(UUID gameDay, String body, String by) {
        RecordedGameDay day = recorded.require(gameDay);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var order = ActionItemOrder.parse(body, day.runbook(), LocalDate.ofInstant(now, zones.of(day.system())));
        var item = new ActionItem(
                UUID.randomUUID(),
                day.system(),
                day.runbook(),
                Source.BY_HAND,
                order.text(),
                order.severity(),
                order.plan(),
                List.of(gameDay),
                now,
                by,
                Optional.empty());
        Await.of(pool.withTransaction(transaction -> store(transaction, day, item)));
        return item;
    }

    /** Record first, then the outbox: all who tell of a game day take the locks in this order. */
    private Uni<Void> store(SqlConnection transaction, RecordedGameDay day, ActionItem item) {
        return items.insert(transaction, item)
                .invoke(isNew -> {
                    if (!isNew) {
                        throw new Conflict("this game day has that action item already");
                    }
                })
                .chain(() -> recorded.append(transaction, day, entry(item)))
                .chain(() -> outbox.append(transaction, ItemFindings.raised(item, item.openedAt())));
    }

    private static RecordEntry entry(ActionItem item) {
        return new RecordEntry(
                EntryKind.ACTION_ITEM.name(),
                item.openedAt(),
                item.openedBy(),
                Map.of(
                        "subject",
                        item.subject(),
                        "owner",
                        item.plan().owner(),
                        "due",
                        item.plan().due().toString(),
                        "retest",
                        item.plan().retest()));
    }

    LocalDate today(String system) {
        return LocalDate.ofInstant(clock.instant(), zones.of(system));
    }
}
