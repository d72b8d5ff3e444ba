package io.belastbar.chaos.record.action;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.chaos.record.RecordRepository;
import io.belastbar.chaos.record.report.Content;
import io.belastbar.chaos.record.report.EntryKind;
import io.belastbar.resilience.record.RecordEntry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes action items and findings of what a game day showed, in the transaction in which it ends. */
@ApplicationScoped
public class ConcludeGameDay {
    private final RecordRepository records;
    private final ActionItemRepository items;
    private final OutboxRepository outbox;

    ConcludeGameDay(RecordRepository records, ActionItemRepository items, OutboxRepository outbox) {
        this.records = records;
        this.items = items;
        this.outbox = outbox;
    }

    /**
     * Tells of a game day, and concludes it if that was its end. All events of both are appended at once, so that two
     * transactions never wait for each other's keys.
     *
     * @param ended whether what is told is the end
     * @param telling writes the record and its events, with the transaction that it is given
     */
    public Uni<Void> after(
            SqlConnection transaction, UUID gameDay, boolean ended, Function<SqlConnection, Uni<Void>> telling) {
        return ended
                ? outbox.gathering(
                        transaction, gathering -> telling.apply(gathering).chain(() -> conclude(gathering, gameDay)))
                : telling.apply(transaction);
    }

    private Uni<Void> conclude(SqlConnection transaction, UUID gameDay) {
        List<String> kinds = Stream.concat(Stream.of(EntryKind.STARTED.name()), Shown.kinds().stream())
                .toList();
        return records.entries(transaction, gameDay, kinds).chain(entries -> {
            List<RecordEntry> ends = of(entries, EntryKind.FINISHED);
            List<RecordEntry> starts = of(entries, EntryKind.STARTED);
            return starts.isEmpty() || ends.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : conclude(transaction, day(gameDay, starts.getFirst(), ends.getFirst()), Shown.of(entries));
        });
    }

    private Uni<Void> conclude(SqlConnection transaction, Conclusion.Day day, List<Shown> shown) {
        return items.ofRunbook(transaction, day.system(), day.runbook()).chain(known -> {
            Conclusion conclusion = Conclusion.of(day, shown, known, UUID::randomUUID);
            Uni<Void> all = Uni.createFrom().voidItem();
            for (ActionItem item : conclusion.changed()) {
                all = all.chain(() -> items.save(transaction, item));
            }
            return all.chain(() -> outbox.append(transaction, conclusion.events()));
        });
    }

    private static List<RecordEntry> of(List<RecordEntry> entries, EntryKind kind) {
        return entries.stream()
                .filter(entry -> entry.kind().equals(kind.name()))
                .toList();
    }

    private static Conclusion.Day day(UUID gameDay, RecordEntry start, RecordEntry end) {
        var plan = new Content(start.content());
        return new Conclusion.Day(
                gameDay,
                plan.orEmpty("system"),
                plan.orEmpty("runbook"),
                plan.orEmpty("criticalFunction"),
                new Content(end.content()).orEmpty("outcome"),
                end.at(),
                LocalDate.ofInstant(end.at(), ZoneOffset.UTC));
    }
}
