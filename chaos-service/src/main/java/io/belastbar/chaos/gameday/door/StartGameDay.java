package io.belastbar.chaos.gameday.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.gameday.check.CheckRunbook;
import io.belastbar.chaos.gameday.check.Obstacle;
import io.belastbar.chaos.gameday.machine.Course;
import io.belastbar.chaos.gameday.machine.Plan;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayQueue;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.killswitch.KillSwitchRepository;
import io.belastbar.chaos.record.RecordSigner;
import io.belastbar.chaos.runbook.NotPossible;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.store.Runbooks;
import io.belastbar.jobs.Await;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes the order for a game day, in one transaction: the day, its work, the remembered answer. */
@ApplicationScoped
class StartGameDay {
    private final Pool pool;
    private final Runbooks runbooks;
    private final Planned planned;
    private final Answers answers;
    private final CheckRunbook checks;

    StartGameDay(Pool pool, Runbooks runbooks, Planned planned, Answers answers, CheckRunbook checks) {
        this.pool = pool;
        this.runbooks = runbooks;
        this.planned = planned;
        this.answers = answers;
        this.checks = checks;
    }

    /** Game days that are to begin, and whether they may. */
    @Singleton
    static class Planned {
        private final GameDayRepository days;
        private final GameDayQueue queue;
        private final KillSwitchRepository switches;
        private final RecordSigner signer;

        Planned(GameDayRepository days, GameDayQueue queue, KillSwitchRepository switches, RecordSigner signer) {
            this.days = days;
            this.queue = queue;
            this.switches = switches;
            this.signer = signer;
        }

        /** Of what cannot be signed at its end nothing is begun. */
        void requireKey() {
            signer.requireKey();
        }

        Uni<Void> plan(SqlConnection transaction, GameDay day) {
            return switches.requireLifted(transaction)
                    .chain(() -> days.insert(transaction, day))
                    .chain(() -> queue.work().enqueue(transaction, day.id().toString(), null))
                    .replaceWithVoid();
        }
    }

    /** Answers of orders, remembered by their key. */
    @Singleton
    static class Answers {
        private final IdempotencyRepository idempotency;
        private final ObjectMapper json;

        Answers(IdempotencyRepository idempotency, ObjectMapper json) {
            this.idempotency = idempotency;
            this.json = json;
        }

        String write(Object view) {
            try {
                return json.writeValueAsString(view);
            } catch (JsonProcessingException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    /** What is to be looked at before it begins. */
    CheckRunbook.Order checked(String system, GameDayOrder order, String by) {
        StoredDocument stored = stored(system, order);
        return new CheckRunbook.Order(
                system, runbooks.read(stored, order.variables()), stored.text(), order.unattended(), by);
    }

    private StoredDocument stored(String system, GameDayOrder order) {
        return Await.of(runbooks.latest(system, order.runbook()))
                .orElseThrow(() -> new NotFound("runbook", order.runbook()));
    }

    /** @throws io.belastbar.web.problem.NotPossible with everything that no passing of time mends */
    StoredAnswer start(String system, GameDayOrder order, String body, String key, String by)
            throws InterruptedException {
        planned.requireKey();
        StoredDocument stored = stored(system, order);
        Runbook runbook = runbooks.read(stored, order.variables());
        requirePossible(runbook, order);
        List<Obstacle> obstacles =
                checks.lasting(new CheckRunbook.Order(system, runbook, stored.text(), order.unattended(), by));
        if (!obstacles.isEmpty()) {
            throw Obstacle.refusal(runbook.name(), obstacles);
        }
        GameDay day = new GameDay(
                UUID.randomUUID(),
                system,
                new GameDay.Script(
                        runbook.name(),
                        stored.version(),
                        stored.sha256(),
                        order.variables(),
                        order.timeScale(),
                        order.unattended()),
                by,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                Optional.empty(),
                Course.planned(Plan.of(runbook, order.timeScale(), order.unattended())),
                List.of(),
                Optional.empty(),
                0);
        IdempotentRequest once = IdempotentRequest.of(by, "POST /api/v1/systems/" + system + "/game-days", key, body);
        return Await.of(pool.withTransaction(
                transaction -> answers.idempotency.once(transaction, once, () -> plan(transaction, day))));
    }

    /** Parts that cannot be carried out are left out only if somebody says so, and never all of them. */
    private static void requirePossible(Runbook runbook, GameDayOrder order) {
        List<NotPossible> parts = runbook.origin().notPossible();
        if (!parts.isEmpty() && !order.withoutImpossible()) {
            throw Obstacle.refusal(
                    runbook.name(), parts.stream().map(Obstacle::of).toList());
        }
        if (runbook.steps().isEmpty()) {
            throw new Conflict("not possible here, because nothing of it can be carried out: see its dry run");
        }
        if (runbook.steady().expectations().isEmpty()) {
            throw new Conflict("not possible here, because nothing proves the steady state, and what nobody looks at is"
                    + " not proven: give it a probe that can be asked here");
        }
    }

    private Uni<StoredAnswer> plan(SqlConnection transaction, GameDay day) {
        return planned.plan(transaction, day)
                .map(done ->
                        new StoredAnswer(202, "/api/v1/game-days/" + day.id(), answers.write(GameDayView.of(day))));
    }
}
