package io.belastbar.profiling.database;

import io.belastbar.jobs.Await;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A session over the reactive client's connection. */
final class TargetSessionClient implements TargetSession {
    /** The server goes away; it says nothing about the statement. */
    private static final Pattern SHUTS_DOWN = Pattern.compile("57P..|08...");

    private static final String TAG = StatementView.OURS + " ";

    private final PgConnection connection;
    private final Duration limit;
    private final int version;

    /** @param limit of one answer: longer than the database's own limit, for one that no longer answers at all */
    TargetSessionClient(PgConnection connection, Duration limit) {
        this.connection = connection;
        this.limit = limit;
        this.version = Math.toIntExact(rows("SELECT current_setting('server_version_num')::bigint AS version")
                .getFirst()
                .whole("version"));
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public List<TargetRow> rows(String sql, Object... parameters) {
        // Without parameters by the simple protocol: EXPLAIN (GENERIC_PLAN) takes $1 unbound only there.
        String tagged = TAG + sql;
        var answer = parameters.length == 0
                ? connection.query(tagged).execute()
                : connection.preparedQuery(tagged).execute(Tuple.from(parameters));
        List<TargetRow> rows = new ArrayList<>();
        for (Row row : answered(answer)) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                values.put(row.getColumnName(i), row.getValue(i));
            }
            rows.add(new TargetRow(values));
        }
        return rows;
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        rows("BEGIN READ ONLY");
        try {
            return work.get();
        } finally {
            rows("ROLLBACK");
        }
    }

    private RowSet<Row> answered(Uni<RowSet<Row>> answer) {
        try {
            return Await.of(answer, limit);
        } catch (PgException refused) {
            if (SHUTS_DOWN.matcher(String.valueOf(refused.getSqlState())).matches()) {
                throw new TargetUnavailable("the database goes away: " + refused.getErrorMessage(), refused);
            }
            throw new QueryRefused(refused.getSqlState(), refused.getErrorMessage(), refused);
        } catch (TimeoutException | CompletionException silent) {
            throw new TargetUnavailable("the database does not answer: " + silent.getMessage(), silent);
        }
    }
}
