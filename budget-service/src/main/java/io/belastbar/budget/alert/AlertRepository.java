package io.belastbar.budget.alert;

import io.belastbar.budget.alert.look.Alert;
import io.belastbar.budget.alert.look.AlertState;
import io.belastbar.budget.alert.look.AlertState.Broke;
import io.belastbar.budget.alert.look.AlertState.InRow;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Where alerts stand; they survive a restart. */
@ApplicationScoped
class AlertRepository {

    /** An alert as it is stored, of a promise that may no longer be made. */
    record StoredAlert(SeriesKey series, String limitText, AlertState state) {

        boolean isOf(Alert alert) {
            return series.equals(alert.series())
                    && limitText.equals(alert.objective().limitText());
        }
    }

    private final Pool pool;

    AlertRepository(Pool pool) {
        this.pool = pool;
    }

    /** Empty before the first value. */
    Uni<Optional<AlertState>> find(SqlClient client, Alert alert) {
        return client.preparedQuery("""
                        SELECT * FROM alert
                         WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4 AND metric = $5
                           AND scenario = $6 AND testbed = $7 AND limit_text = $8""")
                .execute(identity(alert.series(), alert.objective().limitText()))
                .map(rows -> stored(rows).map(StoredAlert::state).findFirst());
    }

    /** Every alert of a system, raised or not. */
    Uni<List<StoredAlert>> all(SqlClient client, String system) {
        return client.preparedQuery("SELECT * FROM alert WHERE system = $1")
                .execute(Tuple.of(system))
                .map(rows -> stored(rows).toList());
    }

    Uni<List<StoredAlert>> all(String system) {
        return all(pool, system);
    }

    /** Those that are raised. Served by alert_raised. */
    Uni<List<StoredAlert>> raised(String system) {
        return pool.preparedQuery("SELECT * FROM alert WHERE system = $1 AND status <> 'OK'")
                .execute(Tuple.of(system))
                .map(rows -> stored(rows).toList());
    }

    Uni<Void> write(SqlConnection transaction, Alert alert, AlertState state) {
        return transaction
                .preparedQuery("""
                        INSERT INTO alert (system, subject_kind, service, subject, metric, scenario, testbed, limit_text,
                                           status, worse_values, worse_says, milder_values, milder_says, kept_values,
                                           kept_says, broke_value, broke_at, last_value, last_at, value, seen_at,
                                           changed_at, milder_samples)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                                $21, $22, $23)
                            ON CONFLICT (system, subject_kind, service, subject, metric, scenario, testbed, limit_text)
                            DO UPDATE SET status = $9, worse_values = $10, worse_says = $11, milder_values = $12,
                                          milder_says = $13, kept_values = $14, kept_says = $15, broke_value = $16,
                                          broke_at = $17, last_value = $18, last_at = $19, value = $20, seen_at = $21,
                                          changed_at = $22, milder_samples = $23""")
                .execute(values(identity(alert.series(), alert.objective().limitText()), state))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection transaction, StoredAlert gone) {
        return transaction
                .preparedQuery("""
                        DELETE FROM alert
                         WHERE system = $1 AND subject_kind = $2 AND service = $3 AND subject = $4 AND metric = $5
                           AND scenario = $6 AND testbed = $7 AND limit_text = $8""")
                .execute(identity(gone.series(), gone.limitText()))
                .replaceWithVoid();
    }

    /** Whether any alert of a figure is raised, of whatever limit and scenario. */
    Uni<Boolean> isAnyRaised(SqlConnection transaction, SeriesKey figure) {
        return transaction
                .preparedQuery("""
                        SELECT EXISTS (SELECT FROM alert
                                        WHERE system = $1 AND service = $2 AND subject = $3 AND metric = $4
                                          AND status <> 'OK')""")
                .execute(Tuple.of(
                        figure.system(), service(figure), figure.subject().name(), figure.metric()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** The version of a system's budget that its alerts follow; 0 before the first. */
    Uni<Integer> followed(String system) {
        return pool.preparedQuery("SELECT budget_version FROM alert_look WHERE system = $1")
                .execute(Tuple.of(system))
                .map(rows -> rows.size() == 0 ? 0 : rows.iterator().next().getInteger(0));
    }

    Uni<Void> follow(SqlConnection transaction, String system, int budgetVersion) {
        return transaction
                .preparedQuery("""
                        INSERT INTO alert_look (system, budget_version) VALUES ($1, $2)
                            ON CONFLICT (system) DO UPDATE SET budget_version = $2""")
                .execute(Tuple.of(system, budgetVersion))
                .replaceWithVoid();
    }

    /** How many alerts are raised, by status; of all systems. */
    Uni<Map<MetricStatus, Long>> countRaised() {
        return pool.query("SELECT status, count(*) FROM alert WHERE status <> 'OK' GROUP BY status")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(
                                row -> MetricStatus.valueOf(row.getString(0)), row -> row.getLong(1))));
    }

    /** How many critical alerts are raised, by system; of so many systems those that are first by name. */
    Uni<Map<String, Long>> criticalBySystem(int limit) {
        return pool.preparedQuery("""
                        SELECT system, count(*) FROM alert WHERE status = $1
                         GROUP BY system ORDER BY system LIMIT $2""")
                .execute(Tuple.of(MetricStatus.CRITICAL.name(), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1))));
    }

    private static Tuple identity(SeriesKey key, String limitText) {
        return Tuple.from(Arrays.asList(
                key.system(),
                key.subject().kind().name(),
                service(key),
                key.subject().name(),
                key.metric(),
                key.scenario(),
                key.testbed(),
                limitText));
    }

    private static Tuple values(Tuple identity, AlertState state) {
        var seenAt = state.seenAt().isBefore(Instant.EPOCH) ? state.changedAt() : state.seenAt();
        var counted =
                row(row(row(identity.addString(state.status().name()), state.worse()), state.milder()), state.kept());
        return broke(broke(counted, state.broke()), state.last())
                .addDouble(state.value())
                .addOffsetDateTime(seenAt.atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(state.changedAt().atOffset(ZoneOffset.UTC))
                .addLong(state.milder().samples());
    }

    private static Tuple row(Tuple values, InRow row) {
        return values.addInteger(row.values()).addString(row.says().name());
    }

    private static Tuple broke(Tuple values, Broke broke) {
        return values.addValue(broke == null ? null : broke.value())
                .addValue(broke == null ? null : broke.at().atOffset(ZoneOffset.UTC));
    }

    private static Stream<StoredAlert> stored(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new StoredAlert(key(row), row.getString("limit_text"), state(row)));
    }

    private static SeriesKey key(Row row) {
        return new SeriesKey(
                row.getString("system"),
                SeriesRepository.subject(row),
                row.getString("metric"),
                row.getString("scenario"),
                SeriesKey.MAIN,
                row.getString("testbed"));
    }

    private static AlertState state(Row row) {
        return new AlertState(
                MetricStatus.valueOf(row.getString("status")),
                inRow(row, "worse", 0),
                inRow(row, "milder", row.getLong("milder_samples")),
                inRow(row, "kept", 0),
                broke(row, "broke"),
                broke(row, "last"),
                row.getDouble("value"),
                row.getOffsetDateTime("seen_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    private static Broke broke(Row row, String which) {
        var value = row.getDouble(which + "_value");
        return value == null
                ? null
                : new Broke(value, row.getOffsetDateTime(which + "_at").toInstant());
    }

    private static InRow inRow(Row row, String side, long samples) {
        return new InRow(
                row.getInteger(side + "_values"), MetricStatus.valueOf(row.getString(side + "_says")), samples);
    }

    private static String service(SeriesKey key) {
        return key.subject().service() == null ? "" : key.subject().service();
    }
}
