package io.belastbar.chaos.record;

import io.belastbar.jobs.Await;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Adds a correction or an auditor's word after the end, and signs the record anew. Blocks: for virtual threads. */
@ApplicationScoped
public class AddToRecord {
    private final Pool pool;
    private final RecordRepository records;
    private final GameDayRecord record;
    private final InstantSource clock = InstantSource.system();

    AddToRecord(Pool pool, RecordRepository records, GameDayRecord record) {
        this.pool = pool;
        this.records = records;
        this.record = record;
    }

    void correct(UUID gameDay, String body, String by) {
        add(gameDay, finished(gameDay), entries -> LaterEntry.correction(body, entries), by);
    }

    /** Whoever has a part in a game day does not audit it (DORA Art. 24(4)). */
    void signOff(UUID gameDay, String body, String by) {
        StoredRecord stored = finished(gameDay);
        Set<String> tookPart = stored.entries().stream()
                .filter(line -> !line.entry().kind().equals(RecordEntry.SIGN_OFF))
                .map(line -> line.entry().by())
                .collect(Collectors.toSet());
        LongFunction<LaterEntry> parse = entries -> LaterEntry.signOff(body, entries);
        if (tookPart.contains(by)) {
            parse.apply(stored.entries().size());
            throw new Conflict(by + " has a part in this game day, so somebody else must sign its record off");
        }
        add(gameDay, stored, parse, by);
    }

    private StoredRecord finished(UUID gameDay) {
        StoredRecord stored = Await.of(records.read(gameDay));
        if (stored.isEmpty()) {
            throw new NotFound("record of a game day", gameDay.toString());
        }
        if (!stored.isFinished()) {
            throw new Conflict("the game day is under way; its record is added to by people after the end");
        }
        return stored;
    }

    private void add(UUID gameDay, StoredRecord stored, LongFunction<LaterEntry> parse, String by) {
        RecordEntry entry = parse.apply(stored.entries().size()).by(by, clock.instant());
        Await.of(pool.withTransaction(transaction ->
                record.append(transaction, gameDay, entry).chain(() -> record.seal(transaction, gameDay))));
    }
}
