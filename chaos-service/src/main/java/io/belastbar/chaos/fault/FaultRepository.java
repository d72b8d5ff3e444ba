package io.belastbar.chaos.fault;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.fault.order.FaultActions;
import io.belastbar.chaos.killswitch.KillSwitchRepository;
import io.belastbar.chaos.step.StepCounterRepository;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.problem.Conflict;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Faults, each state change in one transaction with its events. */
@ApplicationScoped
public class FaultRepository {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Pool pool;
    private final OutboxRepository outbox;
    private final AuditRepository audit;
    private final StepCounterRepository counter;
    private final KillSwitchRepository killSwitch;
    private final LeasedWork<Void> work;

    FaultRepository(
            Pool pool,
            OutboxRepository outbox,
            AuditRepository audit,
            StepCounterRepository counter,
            KillSwitchRepository killSwitch,
            FaultQueue faults) {
        this.pool = pool;
        this.outbox = outbox;
        this.audit = audit;
        this.counter = counter;
        this.killSwitch = killSwitch;
        this.work = faults.work();
    }

    /** Stores a planned fault; a {@link Conflict} when one is under way at its target, or at the same part of it. */
    Uni<Void> plan(Fault fault) {
        return pool.withTransaction(tx -> killSwitch
                        .requireLifted(tx)
                        .chain(() -> insert(tx, fault))
                        .chain(() -> occupy(tx, fault))
                        .chain(() -> work.enqueue(tx, fault.id().toString(), null))
                        .chain(() -> audit.record(
                                tx,
                                fault.startedBy(),
                                "inject fault",
                                fault.id().toString(),
                                fault.sentence()))
                        .chain(() -> tell(tx, fault, fault.plannedAt())))
                .onFailure(FaultRepository::isUniqueViolation)
                .transform(taken -> new Conflict("a fault is under way at " + fault.place()));
    }

    /** Moves a fault from the state that was read to the next; false when somebody else was faster. */
    Uni<Boolean> move(Fault from, Fault to, Instant now) {
        return pool.withTransaction(tx -> update(tx, from, to)
                .chain(moved -> moved
                        ? tell(tx, to, now).replaceWith(true)
                        : Uni.createFrom().item(false)));
    }

    private Uni<Void> tell(SqlConnection tx, Fault fault, Instant now) {
        Uni<Integer> number = fault.gameDay()
                .filter(gameDay -> FaultStory.isStep(fault))
                .map(gameDay -> counter.next(tx, gameDay))
                .orElse(Uni.createFrom().item(fault.steps()));
        return number.chain(sequence -> outbox.append(tx, FaultStory.of(fault, sequence, now)));
    }

    /** Of one that has ended the place is free. In order, so that two that want the same parts do not wait for each other. */
    private static Uni<Void> occupy(SqlConnection tx, Fault fault) {
        String[] parts = fault.action().parts().stream().distinct().sorted().toArray(String[]::new);
        return tx.preparedQuery("""
                        INSERT INTO fault_part AS occupied (target, part, fault)
                        SELECT $1, wanted, $3 FROM unnest($2::text[]) AS wanted ORDER BY wanted
                        ON CONFLICT (target, part) DO UPDATE SET fault = excluded.fault
                          WHERE EXISTS (SELECT FROM fault WHERE id = occupied.fault AND state = 'ENDED')
                        """)
                .execute(Tuple.of(fault.target(), parts, fault.id()))
                .map(rows -> {
                    if (rows.rowCount() < parts.length) {
                        throw new Conflict("a fault is under way at " + fault.place());
                    }
                    return null;
                });
    }

    /** Those of a system, newest first, from before a moment on. */
    Uni<List<Fault>> list(String system, Cursor.Moment before, int limit) {
        return pool.preparedQuery("""
                        SELECT * FROM fault WHERE system = $1 AND (planned_at, id) < ($2, $3)
                         ORDER BY planned_at DESC, id DESC LIMIT $4""")
                .execute(Tuple.of(system, utc(before.at()), before.id(), limit))
                .map(FaultRepository::list);
    }

    /** All that have not ended. */
    Uni<List<Fault>> underWay() {
        return pool.query("SELECT * FROM fault WHERE state <> 'ENDED' ORDER BY planned_at, id")
                .execute()
                .map(FaultRepository::list);
    }

    /** Those of a system that have not ended, the eldest first. */
    Uni<List<Fault>> underWay(String system) {
        return pool.preparedQuery("SELECT * FROM fault WHERE system = $1 AND state <> 'ENDED' ORDER BY planned_at, id")
                .execute(Tuple.of(system))
                .map(FaultRepository::list);
    }

    Uni<Optional<Fault>> find(UUID id) {
        return pool.preparedQuery("SELECT * FROM fault WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> list(rows).stream().findFirst());
    }

    private static Uni<Void> insert(SqlConnection tx, Fault fault) {
        return tx.preparedQuery("""
                        INSERT INTO fault
                          (id, system, type, target, latency_ms, planned_at, deadline, started_by, state,
                           parameters, game_day)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'PLANNED', $9, $10)
                        """)
                .execute(Tuple.tuple()
                        .addUUID(fault.id())
                        .addString(fault.system())
                        .addString(fault.type())
                        .addString(fault.target())
                        .addInteger(fault.latencyMs().orElse(null))
                        .addOffsetDateTime(utc(fault.plannedAt()))
                        .addOffsetDateTime(utc(fault.deadline()))
                        .addString(fault.startedBy())
                        .addJsonObject(new JsonObject(fault.action().parameters()))
                        .addUUID(fault.gameDay().orElse(null)))
                .replaceWithVoid();
    }

    private static Uni<Boolean> update(SqlConnection tx, Fault from, Fault to) {
        return tx.preparedQuery("""
                        UPDATE fault SET state = $3, injected_at = coalesce($4, injected_at),
                          end_reason = $5, ended_by = $6, ended_at = $7, steps = $8
                        WHERE id = $1 AND state = $2
                        """)
                .execute(parameters(from, to).addInteger(to.steps()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Tuple parameters(Fault from, Fault to) {
        Tuple row = Tuple.of(from.id(), from.state().text(), to.state().text());
        return switch (to.state()) {
            case FaultState.Planned planned -> throw new IllegalArgumentException("nothing becomes planned");
            case FaultState.Active active ->
                row.addOffsetDateTime(utc(active.injectedAt()))
                        .addString(null)
                        .addString(null)
                        .addOffsetDateTime(null);
            case FaultState.Clearing clearing ->
                row.addOffsetDateTime(null)
                        .addString(clearing.reason().name())
                        .addString(clearing.by())
                        .addOffsetDateTime(null);
            case FaultState.Ended ended ->
                row.addOffsetDateTime(null)
                        .addString(ended.reason().name())
                        .addString(ended.by())
                        .addOffsetDateTime(utc(ended.at()));
        };
    }

    private static List<Fault> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(FaultRepository::fault)
                .toList();
    }

    private static Fault fault(Row row) {
        return new Fault(
                row.getUUID("id"),
                row.getString("system"),
                Optional.ofNullable(row.getUUID("game_day")),
                action(row),
                row.getOffsetDateTime("planned_at").toInstant(),
                row.getOffsetDateTime("deadline").toInstant(),
                row.getString("started_by"),
                row.getInteger("steps"),
                state(row));
    }

    /** Before there were parameters every fault was a latency. */
    private static FaultAction action(Row row) {
        Object parameters = row.getValue("parameters");
        return FaultActions.stored(
                row.getString("type"),
                row.getString("target"),
                parameters == null
                        ? "{\"latencyMs\":%d}".formatted(row.getInteger("latency_ms"))
                        : parameters.toString());
    }

    private static FaultState state(Row row) {
        return switch (row.getString("state")) {
            case "PLANNED" -> new FaultState.Planned();
            case "ACTIVE" ->
                new FaultState.Active(row.getOffsetDateTime("injected_at").toInstant());
            case "CLEARING" -> new FaultState.Clearing(reason(row), row.getString("ended_by"));
            case "ENDED" ->
                new FaultState.Ended(
                        reason(row),
                        row.getString("ended_by"),
                        row.getOffsetDateTime("ended_at").toInstant());
            default -> throw new IllegalStateException("unknown fault state " + row.getString("state"));
        };
    }

    private static EndReason reason(Row row) {
        return EndReason.valueOf(row.getString("end_reason"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static boolean isUniqueViolation(Throwable failure) {
        return failure instanceof PgException database && UNIQUE_VIOLATION.equals(database.getSqlState());
    }
}
