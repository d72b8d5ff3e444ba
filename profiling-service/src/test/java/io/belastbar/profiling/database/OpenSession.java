package io.belastbar.profiling.database;

import io.belastbar.jobs.Await;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;

/** A session of a test with a real database, over the client that the service uses. */
public final class OpenSession implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Vertx vertx = Vertx.vertx();
    private final PgConnection connection;
    private final TargetSession session;

    public OpenSession(int port, String database, String user, String password) {
        connection = Await.of(
                PgConnection.connect(
                        vertx,
                        new PgConnectOptions()
                                .setHost("127.0.0.1")
                                .setPort(port)
                                .setDatabase(database)
                                .setUser(user)
                                .setPassword(password)),
                LIMIT);
        session = new TargetSessionClient(connection, LIMIT);
    }

    public TargetSession session() {
        return session;
    }

    @Override
    public void close() {
        Await.of(connection.close(), LIMIT);
        Await.of(vertx.close(), LIMIT);
    }
}
