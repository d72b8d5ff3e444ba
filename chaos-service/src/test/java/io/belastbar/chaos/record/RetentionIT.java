package io.belastbar.chaos.record;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.resilience.record.ChainHash;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.resilience.record.verify.RecordVerifier;
import io.belastbar.resilience.record.verify.Trust;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Records are kept for five years after their last entry, and gone soon after. */
@QuarkusTest
class RetentionIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The job's clock; what is older than this was last written five years and two days before it. */
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final Instant limit =
            now.atOffset(ZoneOffset.UTC).minusYears(5).minusDays(2).toInstant();

    @Inject
    Pool pool;

    @Inject
    GameDayRecord record;

    @Inject
    RecordRepository records;

    @Inject
    RecordSigner signer;

    @Test
    void recordThatIsOldIsGoneAndOneThatIsYoungerByASecondIsNot() {
        UUID old = stored(limit.minusSeconds(1), true, "SIGN_OFF");
        UUID younger = stored(limit.plusSeconds(1), true, "SIGN_OFF");

        job().removeOld();

        assertThat(rows(old)).isZero();
        assertThat(rows(younger)).isPositive();
        assertThat(RecordVerifier.verify(file(younger), trust()).faults()).isEmpty();
        given().auth()
                .preemptive()
                .oauth2("auditor-token")
                .get("/api/v1/game-days/" + old + "/report")
                .then()
                .statusCode(404);
    }

    @Test
    void signOffOfYesterdayKeepsTheWholeOfAnOldRecord() {
        UUID day = stored(limit.minusSeconds(86_400), true);
        append(day, new RecordEntry("SIGN_OFF", now, "auditor", Map.of("verdict", "ACCEPTED")));

        job().removeOld();

        assertThat(RecordVerifier.verify(file(day), trust()).faults()).isEmpty();
    }

    @Test
    void fileThatWasExportedVerifiesWhenThePlatformHasForgottenTheRecord() {
        UUID day = stored(limit.minusSeconds(1), true, "CORRECTION", "SIGN_OFF");
        byte[] exported = file(day);

        job().removeOld();

        assertThat(rows(day)).isZero();
        assertThat(RecordVerifier.verify(exported, trust()).faults()).isEmpty();
    }

    @Test
    void nothingOfAGameDayUnderWayIsDeletedHoweverLongItTakes() {
        UUID day = stored(limit.minusSeconds(86_400), false);

        job().removeOld();

        assertThat(rows(day)).isPositive();
    }

    @Test
    void twoReplicasAtOnceDeleteEachRecordOnceAndWhole() throws Exception {
        List<UUID> old = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            old.add(stored(limit.minusSeconds(10 + i), true));
        }
        Callable<Void> replica = () -> {
            job().removeOld();
            return null;
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done :
                    threads.invokeAll(List.of(replica, replica), LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                done.get();
            }
        }
        job().removeOld();

        assertThat(old).allMatch(day -> rows(day) == 0);
    }

    @Test
    void recordThatSomebodyIsAddingToIsLeftAlone() {
        UUID day = stored(limit.minusSeconds(1), true);

        pool.withTransaction(transaction -> record.append(
                                transaction,
                                day,
                                new RecordEntry("CORRECTION", now, "ops", Map.of("entry", 1, "text", "late")))
                        // Before it is committed: another replica looks for what is old.
                        .call(() -> records.prune(limit, 20))
                        .chain(() -> record.seal(transaction, day)))
                .await()
                .atMost(LIMIT);

        assertThat(RecordVerifier.verify(file(day), trust()).faults()).isEmpty();
    }

    private RecordRetentionJob job() {
        return new RecordRetentionJob(records, InstantSource.fixed(now));
    }

    /** As if it had been written then: the database's own clock is not to be turned back. */
    private UUID stored(Instant writtenAt, boolean finished, String... later) {
        UUID day = UUID.randomUUID();
        List<RecordEntry> entries = new ArrayList<>();
        entries.add(new RecordEntry(
                RecordEntry.STARTED, writtenAt.minusSeconds(60), "ops", Map.of("system", "retention", "runbook", "r")));
        if (finished) {
            entries.add(new RecordEntry(
                    RecordEntry.FINISHED, writtenAt.minusSeconds(30), "game-day", Map.of("outcome", "PASSED")));
        }
        for (String kind : later) {
            entries.add(new RecordEntry(kind, writtenAt, "auditor", Map.of("text", "ü")));
        }
        long number = 0;
        ChainHash hash = ChainHash.START;
        for (RecordEntry entry : entries) {
            EntryLine line = EntryLine.next(day, ++number, hash, entry);
            hash = line.hash();
            pool.preparedQuery("INSERT INTO record_entry (game_day, number, kind, line, hash, written_at)"
                            + " VALUES ($1, $2, $3, $4, $5, $6)")
                    .executeAndAwait(Tuple.of(
                            day, number, entry.kind(), line.text(), hash.hex(), writtenAt.atOffset(ZoneOffset.UTC)));
        }
        if (finished) {
            String head =
                    signer.sign(day, new ChainPosition(number, hash), writtenAt).text();
            pool.preparedQuery("INSERT INTO record_head (game_day, entries, line, written_at) VALUES ($1, $2, $3, $4)")
                    .executeAndAwait(Tuple.of(day, number, head, writtenAt.atOffset(ZoneOffset.UTC)));
        }
        pool.preparedQuery("INSERT INTO recorded_game_day (game_day, system, runbook, started_at, finished_at, outcome)"
                        + " VALUES ($1, 'retention', 'r', $2, $3, $4)")
                .executeAndAwait(Tuple.of(
                        day,
                        writtenAt.minusSeconds(60).atOffset(ZoneOffset.UTC),
                        finished ? writtenAt.minusSeconds(30).atOffset(ZoneOffset.UTC) : null,
                        finished ? "PASSED" : null));
        return day;
    }

    private void append(UUID day, RecordEntry entry) {
        pool.withTransaction(transaction ->
                        record.append(transaction, day, entry).chain(() -> record.seal(transaction, day)))
                .await()
                .atMost(LIMIT);
    }

    private long rows(UUID day) {
        return pool.preparedQuery("SELECT (SELECT count(*) FROM record_entry WHERE game_day = $1)"
                        + " + (SELECT count(*) FROM record_head WHERE game_day = $1)"
                        + " + (SELECT count(*) FROM recorded_game_day WHERE game_day = $1)")
                .executeAndAwait(Tuple.of(day))
                .iterator()
                .next()
                .getLong(0);
    }

    private byte[] file(UUID day) {
        return given().auth()
                .preemptive()
                .oauth2("auditor-token")
                .get("/api/v1/game-days/" + day + "/record")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private Trust trust() {
        return Trust.inKey(signer.open().fingerprint());
    }
}
