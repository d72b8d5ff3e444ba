package io.belastbar.load.postgresql;

import io.belastbar.load.scenario.Scenario.SqlOptions;
import java.time.Duration;

/**
 * How one lane talks to PostgreSQL.
 *
 * @param connections of this lane at most
 * @param timeout of a script, from the moment that it should be sent to the end of its last answer
 * @param connectTimeout until a connection can be used, login included
 * @param tenantVariable under which a user knows its tenant
 */
public record PostgresSettings(
        SqlOptions options, int connections, Duration timeout, Duration connectTimeout, String tenantVariable) {

    public PostgresSettings {
        if (connections < 1) {
            throw new IllegalArgumentException("connections should be at least 1: was " + connections);
        }
    }
}
