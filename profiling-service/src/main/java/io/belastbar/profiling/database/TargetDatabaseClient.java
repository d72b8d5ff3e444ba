package io.belastbar.profiling.database;

import io.belastbar.jobs.Await;
import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementSnapshot;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Asks a registered database, and only asks: connections are read only, every statement has a time limit, and an
 * application's statement is planned but never run. Blocks; call it on a virtual thread.
 */
@ApplicationScoped
public class TargetDatabaseClient {
    /** Our name in the database: by it our own statements are told from others. */
    static final String APPLICATION = "belastbar-profiling";

    /** Wrong user or password, no such database, no right to connect. */
    private static final Pattern NOT_LET_IN = Pattern.compile("28...|3D000|42501");

    private final Vertx vertx;
    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final ProfilingConfig config;

    TargetDatabaseClient(Vertx vertx, TargetRegistry targets, CredentialStore credentials, ProfilingConfig config) {
        this.vertx = vertx;
        this.targets = targets;
        this.credentials = credentials;
        this.config = config;
    }

    /**
     * The counters of all statements of the roles that the target names.
     *
     * @throws Conflict when the database has no such role, or no pg_stat_statements
     */
    public StatementSnapshot snapshot(String target) {
        var observed = targets.require(target).observed();
        List<String> roles = observed.statementsOf();
        return ask(target, session -> {
            requireRoles(session, target, "statements-of", roles);
            try {
                return StatementView.of(session)
                        .orElseThrow(() -> new Conflict("database " + target + " lacks " + StatementView.ABSENT))
                        .snapshot(session, roles, observed.planAs().orElse(""));
            } catch (QueryRefused refused) {
                throw new Conflict("database " + target + " does not show its statements: " + refused.getMessage());
            }
        });
    }

    /**
     * The plans of the costliest of these statements, made as the role that the target names for it.
     *
     * @throws Conflict when the database has no such role
     */
    public ExplainedWorkload explain(String target, List<MeasuredStatement> statements) {
        Optional<String> named = targets.require(target).observed().planAs();
        String reader = named.orElseGet(() -> credentials.require(target).username());
        return connected(target, connection -> {
            TargetSession session = new TargetSessionClient(connection, limit());
            requireRoles(session, target, "plan-as", named.stream().toList());
            List<PlannedStatement> planned =
                    new PlanStatements(session, reader).plan(statements, config.statementsMax());
            String[] tables = planned.stream()
                    .flatMap(statement -> statement.qualifiedTables().stream())
                    .distinct()
                    .toArray(String[]::new);
            var rows =
                    await(connection.preparedQuery(CatalogueRepository.TABLES).execute(Tuple.of(tables)));
            return new ExplainedWorkload(planned, CatalogueRepository.tables(rows));
        });
    }

    /**
     * Asks a database whatever the work asks, on one connection.
     *
     * @throws TargetUnavailable when the database does not answer
     */
    public <T> T ask(String target, Function<TargetSession, T> work) {
        return connected(target, connection -> work.apply(new TargetSessionClient(connection, limit())));
    }

    private static void requireRoles(TargetSession session, String target, String setting, List<String> roles) {
        List<String> known = session.rows(CatalogueRepository.ROLES).stream()
                .map(row -> row.text("name"))
                .toList();
        for (String role : roles) {
            if (!known.contains(role)) {
                throw new Conflict("belastbar.targets.%s.%s names the role %s, which the database does not have"
                        .formatted(target, setting, role));
            }
        }
    }

    private <T> T connected(String name, Function<PgConnection, T> work) {
        Target target = targets.require(name);
        PgConnection connection = null;
        try {
            connection = connect(target);
            return work.apply(connection);
        } catch (VertxException | TimeoutException | CompletionException away) {
            throw new TargetUnavailable("database " + name + " does not answer: " + reason(away), away);
        } finally {
            if (connection != null) {
                close(connection);
            }
        }
    }

    /**
     * @throws Conflict when the server answers and lets this login in nowhere, or not here: waiting does not help
     */
    private PgConnection connect(Target target) {
        try {
            return PgConnection.connect(vertx, options(target)).await().atMost(config.connectTimeout());
        } catch (PgException refused) {
            if (NOT_LET_IN.matcher(String.valueOf(refused.getSqlState())).matches()) {
                throw new Conflict("database %s does not let %s in: %s"
                        .formatted(
                                target.name(),
                                credentials.require(target.name()).username(),
                                refused.getErrorMessage()));
            }
            throw refused;
        }
    }

    private PgConnectOptions options(Target target) {
        Credentials login = credentials.require(target.name());
        return PgConnectOptions.fromUri(target.url().toString())
                .setUser(login.username())
                .setPassword(login.password())
                .addProperty("application_name", APPLICATION)
                .addProperty("default_transaction_read_only", "on")
                .addProperty(
                        "statement_timeout",
                        Long.toString(config.statementTimeout().toMillis()));
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

    private <T> T await(Uni<T> answer) {
        return Await.of(answer, limit());
    }

    /** The database's own limit comes first; ours is for a database that no longer answers at all. */
    private Duration limit() {
        return config.statementTimeout().plus(config.connectTimeout());
    }
}
