package io.belastbar.chaos.expectation.data;

import io.belastbar.chaos.expectation.data.QueryResult.Away;
import io.belastbar.chaos.expectation.data.QueryResult.Refused;
import io.belastbar.chaos.expectation.data.QueryResult.Rows;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.SqlState;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Asks a registered database, and only asks: each query has a connection of its own, which is read only and has time
 * limits, in a transaction that is rolled back. Blocks: for virtual threads.
 */
@ApplicationScoped
class ReadOnlyDatabaseClient {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration STATEMENT = Duration.ofSeconds(5);
    private static final int ROWS_MAX = 1_000;

    /** A query that writes: elsewhere a standby during a failover, here our own doing. */
    private static final String READ_ONLY = "25006";

    private final Vertx vertx;
    private final TargetRegistry targets;
    private final CredentialStore credentials;

    ReadOnlyDatabaseClient(Vertx vertx, TargetRegistry targets, CredentialStore credentials) {
        this.vertx = vertx;
        this.targets = targets;
        this.credentials = credentials;
    }

    QueryResult ask(SqlQuery query) {
        PgConnection connection = null;
        try {
            connection = Await.of(PgConnection.connect(vertx, options(query)), CONNECT);
            return rows(connection, query.sql());
        } catch (PgException refused) {
            return isAway(refused.getSqlState())
                    ? new Away(refused.getErrorMessage())
                    : new Refused(refused.getErrorMessage());
        } catch (VertxException | TimeoutException | CompletionException away) {
            return new Away(reason(away));
        } catch (TargetNotAllowed | IllegalArgumentException notAllowed) {
            return new Refused(notAllowed.getMessage());
        } finally {
            if (connection != null) {
                close(connection);
            }
        }
    }

    /** The server goes away, starts, or lets nobody in for now; it says nothing about the query. */
    private static boolean isAway(String state) {
        return new SqlState(state).isAway() && !READ_ONLY.equals(state);
    }

    private static QueryResult rows(PgConnection connection, String sql) {
        Await.of(connection.query("BEGIN READ ONLY").execute(), STATEMENT);
        var found = Await.of(
                connection.preparedQuery(sql.strip().replaceAll(";$", "")).execute(), STATEMENT.plus(CONNECT));
        List<List<String>> rows = new ArrayList<>();
        for (Row row : found) {
            if (rows.size() == ROWS_MAX) {
                return new Rows(rows, true);
            }
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                Object value = row.getValue(i);
                values.add(value == null ? null : value.toString());
            }
            rows.add(values);
        }
        return new Rows(rows, false);
    }

    private PgConnectOptions options(SqlQuery query) {
        Target target = targets.require(query.target());
        var login = credentials.require(query.credential());
        return PgConnectOptions.fromUri(target.url().toString())
                .setUser(login.username())
                .setPassword(login.password())
                .addProperty("application_name", "belastbar-chaos")
                .addProperty("default_transaction_read_only", "on")
                .addProperty("statement_timeout", Long.toString(STATEMENT.toMillis()));
    }

    private static String reason(Throwable away) {
        Throwable cause = away instanceof CompletionException && away.getCause() != null ? away.getCause() : away;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static void close(PgConnection connection) {
        connection
                .close()
                .ifNoItem()
                .after(Duration.ofSeconds(1))
                .fail()
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
    }
}
