package io.belastbar.chaos.record;

import io.belastbar.contracts.RecordHeadFacts;
import io.belastbar.resilience.record.HeadLine;
import io.belastbar.resilience.record.RecordEntry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The record of each game day, written in the transaction of what it tells of. Entries of one game day take turns until
 * the commit: append before events go to the outbox, and after the step was counted, so that locks are taken in one order.
 */
@ApplicationScoped
public class GameDayRecord {
    private final RecordRepository records;
    private final RecordSigner signer;
    private final InstantSource clock = InstantSource.system();

    GameDayRecord(RecordRepository records, RecordSigner signer) {
        this.records = records;
        this.signer = signer;
    }

    public Uni<Void> append(SqlConnection transaction, UUID gameDay, RecordEntry entry) {
        return records.append(transaction, gameDay, List.of(entry));
    }

    /**
     * Appends what could not be written when it happened. Each entry says so: {@code recordedLaterAt} and {@code
     * recordedLaterBecause}.
     *
     * @param reason for example that the platform's database was away
     */
    public Uni<Void> catchUp(SqlConnection transaction, UUID gameDay, List<RecordEntry> entries, String reason) {
        Instant now = clock.instant();
        List<RecordEntry> late = new ArrayList<>();
        for (RecordEntry entry : entries) {
            var content = new TreeMap<>(entry.content());
            content.put("recordedLaterAt", now);
            content.put("recordedLaterBecause", reason);
            late.add(new RecordEntry(entry.kind(), entry.at(), entry.by(), content));
        }
        return records.append(transaction, gameDay, late);
    }

    /**
     * Signs what has been written so far: after the last entry of a game day, and after each later one.
     *
     * @return where the record stands, for {@code game-day.finished.v1}
     * @throws io.belastbar.web.problem.Unavailable if the key cannot be used
     */
    public Uni<RecordHeadFacts> seal(SqlConnection transaction, UUID gameDay) {
        return records.position(transaction, gameDay).chain(position -> {
            HeadLine head = signer.sign(gameDay, position, clock.instant());
            return records.insertHead(transaction, head)
                    .replaceWith(new RecordHeadFacts(
                            head.head().entries(),
                            head.head().hash().hex(),
                            head.head().key()));
        });
    }
}
