package io.belastbar.profiling.database;

import io.belastbar.jobs.Await;
import io.belastbar.plans.PlanParser;
import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.profiling.statement.MeasuredStatement;
import io.belastbar.profiling.statement.StatementSnapshot;
import io.belastbar.profiling.statement.StatementText;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    /** The server goes away; it says nothing about the statement. */
    private static final Pattern SHUTS_DOWN = Pattern.compile("57P..|08...");

    /** Our name in the database: by it our own statements are told from others. */
    static final String APPLICATION = "belastbar-profiling";

    private static final String NOT_PERMITTED = "42501";

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
     * @throws Conflict when the database has no such role
     */
    public StatementSnapshot snapshot(String target) {
        List<String> roles = targets.require(target).observed().statementsOf();
        return connected(target, connection -> {
            requireRoles(connection, target, "statements-of", roles);
            var totals = await(connection.query(CatalogueRepository.STATISTICS).execute());
            var rows = await(connection
                    .preparedQuery(CatalogueRepository.STATEMENTS)
                    .execute(Tuple.of(roles.toArray(String[]::new))));
            return CatalogueRepository.snapshot(totals, rows);
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
            requireRoles(connection, target, "plan-as", named.stream().toList());
            Map<String, String> settings = SessionSettings.placeholders(CatalogueRepository.strings(
                    await(connection.query(CatalogueRepository.POLICIES).execute())));
            List<PlannedStatement> planned = new ArrayList<>();
            for (MeasuredStatement statement : statements) {
                StatementText.of(statement.query())
                        .map(text -> plan(connection, reader, statement, text, settings))
                        .ifPresent(planned::add);
                if (planned.size() >= config.statementsMax()) {
                    break;
                }
            }
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
        Duration limit = config.statementTimeout().plus(config.connectTimeout());
        return connected(target, connection -> work.apply(new TargetSessionClient(connection, limit)));
    }

    private void requireRoles(PgConnection connection, String target, String setting, List<String> roles) {
        List<String> known = CatalogueRepository.strings(
                await(connection.query(CatalogueRepository.ROLES).execute()));
        for (String role : roles) {
            if (!known.contains(role)) {
                throw new Conflict("belastbar.targets.%s.%s names the role %s, which the database does not have"
                        .formatted(target, setting, role));
            }
        }
    }

    private PlannedStatement plan(
            PgConnection connection,
            String reader,
            MeasuredStatement statement,
            StatementText text,
            Map<String, String> settings) {
        String written = null;
        await(connection.query("BEGIN READ ONLY").execute());
        try {
            await(connection.preparedQuery(CatalogueRepository.TAKE_ROLE).execute(Tuple.of(reader, statement.role())));
            if (text.writes() != null) {
                var named = await(
                        connection.preparedQuery(CatalogueRepository.WRITTEN).execute(Tuple.of(text.writes())));
                written =
                        CatalogueRepository.strings(named).stream().findFirst().orElse(null);
            }
            if (text.plannable() == null) {
                return new PlannedStatement(statement, text, null, "Not explained: " + text.reason(), written);
            }
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                await(connection
                        .preparedQuery("SELECT set_config($1, $2, true)")
                        .execute(Tuple.of(setting.getKey(), setting.getValue())));
            }
            String plan = explained(connection, text.plannable());
            String failure = PlanParser.readsNothing(plan)
                    ? "Not explained: " + reader + " sees no row of it; do the policies name that role?"
                    : null;
            return new PlannedStatement(
                    statement, text, failure == null ? PlanParser.parse(plan) : null, failure, written);
        } catch (PgException refused) {
            return new PlannedStatement(statement, text, null, reason(refused, reader), written);
        } finally {
            await(connection.query("ROLLBACK").execute());
        }
    }

    /** GENERIC_PLAN takes $n unbound, which only the simple protocol lets through. */
    private String explained(PgConnection connection, String select) {
        var rows = await(connection
                .query("EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) " + select)
                .execute());
        return rows.iterator().next().getValue(0).toString();
    }

    private static String reason(PgException refused, String reader) {
        if (SHUTS_DOWN.matcher(refused.getSqlState()).matches()) {
            throw refused;
        }
        return NOT_PERMITTED.equals(refused.getSqlState())
                ? "Not explained: " + reader + " may not read it: " + refused.getErrorMessage()
                : "PostgreSQL cannot plan it without its parameters: " + refused.getErrorMessage();
    }

    private <T> T connected(String name, Function<PgConnection, T> work) {
        Target target = targets.require(name);
        PgConnection connection = null;
        try {
            connection = PgConnection.connect(vertx, options(target)).await().atMost(config.connectTimeout());
            return work.apply(connection);
        } catch (VertxException | TimeoutException | CompletionException away) {
            throw new TargetUnavailable("database " + name + " does not answer: " + reason(away), away);
        } finally {
            if (connection != null) {
                close(connection);
            }
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
        // The database's own limit comes first; ours is for a database that no longer answers at all.
        Duration limit = config.statementTimeout().plus(config.connectTimeout());
        return Await.of(answer, limit);
    }
}
