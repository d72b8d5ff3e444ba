package io.belastbar.chaos.expectation.breaker;

import io.belastbar.chaos.expectation.breaker.BreakerCourse.Stretch;
import io.belastbar.chaos.expectation.breaker.BreakerStatusPage.Breaker;
import io.belastbar.contracts.BreakerStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What game days saw of circuit breakers, so that another instance goes on where one has ended. */
@ApplicationScoped
class BreakerCourseRepository {

    private final Pool pool;

    BreakerCourseRepository(Pool pool) {
        this.pool = pool;
    }

    /** Adds a look, one after the other, and gives all that were seen. */
    Uni<BreakerCourse> seen(UUID gameDay, String target, String name, Breaker breaker, Instant at) {
        Tuple key = Tuple.of(gameDay, target, name);
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("""
                        INSERT INTO breaker_course (game_day, target, breaker, stretches) VALUES ($1, $2, $3, '[]')
                        ON CONFLICT DO NOTHING""")
                .execute(key)
                .chain(() -> transaction.preparedQuery("""
                                SELECT stretches FROM breaker_course
                                WHERE game_day = $1 AND target = $2 AND breaker = $3 FOR UPDATE""").execute(key))
                .map(rows ->
                        read(rows.iterator().next().getJsonArray("stretches")).seen(breaker, at))
                .call(course ->
                        transaction.preparedQuery("""
                                UPDATE breaker_course SET stretches = $4
                                WHERE game_day = $1 AND target = $2 AND breaker = $3""").execute(Tuple.of(gameDay, target, name, written(course)))));
    }

    /** When a fault ended; empty while it is in force. */
    Uni<Optional<Instant>> ended(UUID fault) {
        return pool.preparedQuery("SELECT ended_at FROM fault WHERE id = $1 AND state = 'ENDED'")
                .execute(Tuple.of(fault))
                .map(rows -> rows.size() == 0
                        ? Optional.<Instant>empty()
                        : Optional.ofNullable(rows.iterator().next().getOffsetDateTime("ended_at"))
                                .map(at -> at.toInstant()));
    }

    private static JsonArray written(BreakerCourse course) {
        JsonArray all = new JsonArray();
        course.stretches().forEach(stretch -> {
            var one = new JsonObject()
                    .put("status", stretch.status().name())
                    .put("failures", stretch.failures())
                    .put("threshold", stretch.threshold())
                    .put("firstSeen", stretch.firstSeen().toString())
                    .put("lastSeen", stretch.lastSeen().toString());
            stretch.nextRetryAt().ifPresent(at -> one.put("nextRetryAt", at.toString()));
            all.add(one);
        });
        return all;
    }

    private static BreakerCourse read(JsonArray all) {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            JsonObject one = all.getJsonObject(i);
            stretches.add(new Stretch(
                    BreakerStatus.valueOf(one.getString("status")),
                    one.getInteger("failures"),
                    one.getInteger("threshold"),
                    Optional.ofNullable(one.getString("nextRetryAt")).map(Instant::parse),
                    Instant.parse(one.getString("firstSeen")),
                    Instant.parse(one.getString("lastSeen"))));
        }
        return new BreakerCourse(stretches);
    }
}
