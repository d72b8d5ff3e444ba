package io.belastbar.examples.smartbav.database;

import io.belastbar.examples.smartbav.SmartbavConfig;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Bounds every wait for the database. A server that is frozen, or behind a network that swallows everything, closes no
 * connection: one on which nothing moves is closed from here, or the pool would stay used up after the network is back.
 */
@Singleton
public class PoolConfig implements PgPoolCreator {
    private final SmartbavConfig config;

    PoolConfig(SmartbavConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        var database = config.database();
        for (PgConnectOptions options : input.pgConnectOptionsList()) {
            options.setConnectTimeout((int) database.connectTimeout().toMillis());
            options.setIdleTimeout((int) database.silence().toMillis());
            options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
            options.setTcpKeepAlive(true);
        }
        // The breaker bounds the wait; the pool's own timer reports an error for a wait that has ended by a failure.
        var pool = input.poolOptions().setConnectionTimeout(0);
        return PgBuilder.pool()
                .with(pool)
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
