package io.belastbar.chaos.record;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.belastbar.contracts.RecordHeadFacts;
import io.belastbar.resilience.record.ChainHash;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.resilience.record.verify.KnownHead;
import io.belastbar.resilience.record.verify.RecordVerifier;
import io.belastbar.resilience.record.verify.Trust;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RecordIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant AT = Instant.parse("2026-11-27T05:00:00Z");

    @Inject
    Pool pool;

    @Inject
    GameDayRecord record;

    @Inject
    RecordRepository records;

    @Test
    void recordIsGivenAsItIsVerified() {
        UUID day = UUID.randomUUID();
        RecordHeadFacts head = heldAndSealed(day);

        byte[] file = file(day);

        var known = new KnownHead(new ChainHash(head.hash()), head.entries());
        var verified = RecordVerifier.verify(file, Trust.inKey(fingerprint()).with(known));
        assertThat(verified.faults()).isEmpty();
        assertThat(verified.entries()).isEqualTo(3);
        as("auditor")
                .get("/api/v1/game-days/" + day + "/record/verification?lang=de")
                .then()
                .statusCode(200)
                .body("verifies", equalTo(true), "summary", containsString("hält der Prüfung stand"));
    }

    @Test
    void recordOfAGameDayUnderWayEndsWithAHeadOfThisMoment() {
        UUID day = UUID.randomUUID();
        append(day, started());

        assertThat(RecordVerifier.verify(file(day), Trust.inKey(fingerprint()).underWay())
                        .verifies())
                .isTrue();
        assertThat(RecordVerifier.verify(file(day), Trust.inKey(fingerprint())).verifies())
                .isFalse();
    }

    @Test
    void entriesOfManyWritersAtOnceFormOneChain() throws Exception {
        UUID day = UUID.randomUUID();
        append(day, started());
        List<Callable<Void>> writers = new ArrayList<>();
        for (int each = 0; each < 40; each++) {
            int number = each;
            writers.add(() -> {
                append(day, new RecordEntry("CHECKED", AT, "belastbar", Map.of("number", number)));
                return null;
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> written : threads.invokeAll(writers, LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                written.get();
            }
        }

        var verified = RecordVerifier.verify(file(day), Trust.NOTHING.underWay());
        assertThat(verified.faults()).isEmpty();
        assertThat(verified.entries()).isEqualTo(41);
    }

    @Test
    void entryOfATransactionThatIsRolledBackLeavesNoGap() {
        UUID day = UUID.randomUUID();
        append(day, started());

        assertThatThrownBy(() -> pool.withTransaction(
                        transaction -> record.append(transaction, day, new RecordEntry("CHECKED", AT, "x", Map.of()))
                                .chain(() -> io.smallrye.mutiny.Uni.createFrom()
                                        .<Void>failure(new IllegalStateException("rolled back"))))
                .await()
                .atMost(LIMIT));
        append(day, new RecordEntry("CHECKED", AT, "y", Map.of()));

        var verified = RecordVerifier.verify(file(day), Trust.NOTHING.underWay());
        assertThat(verified.faults()).isEmpty();
        assertThat(verified.entries()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE record_entry SET line = line WHERE game_day = $1",
                "DELETE FROM record_entry WHERE game_day = $1",
                "UPDATE record_head SET line = line WHERE game_day = $1",
                "DELETE FROM record_head WHERE game_day = $1"
            })
    void databaseRefusesToChangeARecord(String statement) {
        UUID day = UUID.randomUUID();
        heldAndSealed(day);

        assertThatThrownBy(() -> pool.preparedQuery(statement).executeAndAwait(Tuple.of(day)))
                .hasMessageMatching("(?s).*(only added to|kept for five years).*");
    }

    @Test
    void retentionDeletesNothingThatIsYoung() {
        UUID day = UUID.randomUUID();
        heldAndSealed(day);

        records.prune(Instant.now().minus(Duration.ofDays(5 * 366)), 20).await().atMost(LIMIT);

        assertThat(RecordVerifier.verify(file(day), Trust.NOTHING).verifies()).isTrue();
    }

    @Test
    void correctionAndSignOffAreEntriesAndOlderHeadsStayVerifiable() {
        UUID day = UUID.randomUUID();
        RecordHeadFacts before = heldAndSealed(day);

        post(day, "operator", "corrections", "{\"entry\":2,\"text\":\"40 s, nicht 30 s\"}")
                .statusCode(201);
        post(day, "auditor", "sign-off", "{\"verdict\":\"ACCEPTED\"}").statusCode(201);

        var verified = RecordVerifier.verify(
                file(day),
                Trust.inKey(fingerprint()).with(new KnownHead(new ChainHash(before.hash()), before.entries())));
        assertThat(verified.faults()).isEmpty();
        assertThat(verified.heads()).extracting(head -> head.entries()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void onlyAnAuditorWhoTookNoPartSignsOff() {
        UUID day = UUID.randomUUID();
        heldAndSealed(day);

        post(day, "operator", "sign-off", "{\"verdict\":\"ACCEPTED\"}").statusCode(403);
        post(day, "auditor", "corrections", "{\"entry\":1,\"text\":\"x\"}").statusCode(201);
        post(day, "auditor", "sign-off", "{\"verdict\":\"ACCEPTED\"}")
                .statusCode(409)
                .body("detail", containsString("somebody else"));
    }

    @Test
    void badAdditionsAreRefusedWithEveryFault() {
        UUID day = UUID.randomUUID();
        heldAndSealed(day);

        post(day, "operator", "corrections", "{\"entry\":99,\"text\":\"\",\"more\":1}")
                .statusCode(400)
                .body("errors", hasSize(3));
        post(day, "auditor", "sign-off", "{\"verdict\":\"REJECTED\"}").statusCode(400);
        post(day, "auditor", "sign-off", "{\"verdict\":\"fine\"}").statusCode(400);
        post(UUID.randomUUID(), "operator", "corrections", "{\"entry\":1,\"text\":\"x\"}")
                .statusCode(404);
    }

    @Test
    void nothingIsAddedByPeopleWhileTheGameDayIsUnderWay() {
        UUID day = UUID.randomUUID();
        append(day, started());

        post(day, "operator", "corrections", "{\"entry\":1,\"text\":\"x\"}").statusCode(409);
    }

    @Test
    void entryThatCouldNotBeWrittenInTimeSaysSo() {
        UUID day = UUID.randomUUID();
        append(day, started());

        pool.withTransaction(transaction -> record.catchUp(
                        transaction,
                        day,
                        List.of(new RecordEntry("ABORTED", AT, "belastbar", Map.of())),
                        "the platform's database was away"))
                .await()
                .atMost(LIMIT);

        assertThat(new String(file(day), java.nio.charset.StandardCharsets.UTF_8))
                .contains("recordedLaterAt", "the platform's database was away");
    }

    private RecordHeadFacts heldAndSealed(UUID day) {
        append(day, started());
        append(day, new RecordEntry("INJECTED", AT.plusSeconds(1), "belastbar", Map.of("latencyMs", 30_000)));
        return pool.withTransaction(transaction -> record.append(
                                transaction,
                                day,
                                new RecordEntry(
                                        RecordEntry.FINISHED,
                                        AT.plusSeconds(60),
                                        "belastbar",
                                        Map.of("outcome", "PASSED")))
                        .chain(() -> record.seal(transaction, day)))
                .await()
                .atMost(LIMIT);
    }

    private static RecordEntry started() {
        return new RecordEntry(
                RecordEntry.STARTED, AT, "somebody", Map.of("system", "records", "runbook", "insurer-slow"));
    }

    private void append(UUID day, RecordEntry entry) {
        pool.withTransaction(transaction -> record.append(transaction, day, entry))
                .await()
                .atMost(LIMIT);
    }

    private byte[] file(UUID day) {
        return as("auditor")
                .get("/api/v1/game-days/" + day + "/record")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private String fingerprint() {
        return as("viewer")
                .get("/api/v1/record-key")
                .then()
                .statusCode(200)
                .extract()
                .path("fingerprint");
    }

    private static io.restassured.response.ValidatableResponse post(UUID day, String role, String what, String body) {
        return as(role).contentType("application/json")
                .body(body)
                .post("/api/v1/game-days/" + day + "/record/" + what)
                .then();
    }

    private static RequestSpecification as(String role) {
        return given().auth().preemptive().oauth2(role + "-token");
    }
}
