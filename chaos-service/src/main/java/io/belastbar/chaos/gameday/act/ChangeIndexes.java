package io.belastbar.chaos.gameday.act;

import static java.lang.System.Logger.Level.DEBUG;

import io.belastbar.chaos.runbook.Deed;
import io.belastbar.jobs.Await;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.Environment;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Makes and removes indexes of a registered database. What is given up is cancelled in the server: it would otherwise go on
 * there, and hold up the one that takes it back. Blocks: for virtual threads.
 */
@ApplicationScoped
public class ChangeIndexes {
    private static final System.Logger LOG = System.getLogger(ChangeIndexes.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** The server ends a statement at its limit; its word needs a moment. */
    private static final Duration WORD = Duration.ofSeconds(3);

    private static final Duration LEAVE = Duration.ofSeconds(1);

    private static final int STATEMENT_SHOWN = 500;

    private final Vertx vertx;
    private final TargetRegistry targets;
    private final CredentialStore credentials;

    ChangeIndexes(Vertx vertx, TargetRegistry targets, CredentialStore credentials) {
        this.vertx = vertx;
        this.targets = targets;
        this.credentials = credentials;
    }

    /**
     * Looks whether it may be done here, and changes nothing.
     *
     * @throws io.belastbar.web.problem.DomainFailure if the target or its credential is unknown, or if it is production
     */
    public static void require(Deed.ChangeIndex change, TargetRegistry targets, CredentialStore credentials) {
        Target target = targets.require(change.target());
        credentials.require(change.credential());
        if (target.environment() == Environment.PRODUCTION) {
            throw new Conflict(
                    "not possible here, because " + target.name()
                            + " is production: have an index changed there by a person (confirm), and let the game day look at it");
        }
    }

    /**
     * Does it.
     *
     * @return what is to be told of it
     * @throws IOException if the database is away, refuses it, or takes longer
     */
    public Map<String, String> change(Deed.ChangeIndex change, Duration within) throws IOException {
        require(change, targets, credentials);
        long begun = System.nanoTime();
        PgConnection connection = null;
        try {
            connection = Await.of(PgConnection.connect(vertx, options(change, within)), CONNECT);
            run(connection, change.sql(), within);
            String statement = change.sql().strip().replaceAll("\\s+", " ");
            return Map.of(
                    "statement",
                    statement.substring(0, Math.min(statement.length(), STATEMENT_SHOWN)),
                    "tookMs",
                    Long.toString((System.nanoTime() - begun) / 1_000_000));
        } catch (PgException refused) {
            throw new IOException(
                    change.target() + ": " + refused.getErrorMessage() + " (" + refused.getSqlState() + ")");
        } catch (TimeoutException slow) {
            throw new IOException(change.target() + " did not answer in time", slow);
        } catch (VertxException | CompletionException away) {
            throw new IOException(change.target() + " did not answer: " + away.getMessage(), away);
        } finally {
            if (connection != null) {
                leave(connection.close());
            }
        }
    }

    private static void run(PgConnection connection, String sql, Duration within) {
        try {
            // Without a transaction: CONCURRENTLY allows none.
            Await.of(connection.query(sql).execute(), within.plus(WORD));
        } catch (TimeoutException | Await.Interrupted left) {
            leave(connection.cancelRequest());
            throw left;
        }
    }

    /** Asks for it, and waits a moment; a database that does not answer that either drops it with the connection. */
    private static void leave(Uni<Void> last) {
        try {
            Await.of(last.onFailure().recoverWithNull(), LEAVE);
        } catch (TimeoutException | Await.Interrupted silent) {
            LOG.log(DEBUG, "not told that the connection is left: {0}", silent.getMessage());
        }
    }

    private PgConnectOptions options(Deed.ChangeIndex change, Duration within) {
        Target target = targets.require(change.target());
        Credentials login = credentials.require(change.credential());
        return PgConnectOptions.fromUri(target.url().toString())
                .setUser(login.username())
                .setPassword(login.password())
                .addProperty("application_name", "belastbar-chaos")
                .addProperty("statement_timeout", Long.toString(within.toMillis()));
    }
}
