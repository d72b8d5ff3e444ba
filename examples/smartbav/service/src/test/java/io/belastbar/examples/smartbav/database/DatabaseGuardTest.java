package io.belastbar.examples.smartbav.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class DatabaseGuardTest {
    @Test
    void aConnectionThatIsRefusedOrGoneIsADatabaseThatIsAway() {
        assertThat(DatabaseGuard.isAway(new ConnectException("refused"))).isTrue();
        assertThat(DatabaseGuard.isAway(new VertxException("Connection was closed", true)))
                .isTrue();
        assertThat(DatabaseGuard.isAway(
                        new NoStackTraceThrowable("Connection is not active now, current status: CLOSED")))
                .isTrue();
        assertThat(DatabaseGuard.isAway(new PgException("shutting down", "FATAL", "57P01", "")))
                .isTrue();
    }

    @Test
    void whatTheDatabaseOrTheClientSaysOfTheRequestIsAnAnswer() {
        assertThat(DatabaseGuard.isAway(new PgException("not null", "ERROR", "23502", "")))
                .isFalse();
        assertThat(DatabaseGuard.isAway(new NoStackTraceThrowable("Parameter at position[0] has the class X")))
                .isFalse();
        assertThat(DatabaseGuard.isAway(new IllegalStateException("connection of ideas")))
                .isFalse();
    }
}
