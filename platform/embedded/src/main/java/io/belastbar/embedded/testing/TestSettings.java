package io.belastbar.embedded.testing;

import io.belastbar.embedded.ConnectionSettings;
import io.belastbar.embedded.postgres.PlatformDatabases;
import java.util.Map;
import java.util.stream.Collectors;

/** The launcher's configuration with passwords and tokens that a test can know. */
final class TestSettings {
    private TestSettings() {}

    static Map<String, String> passwords() {
        return PlatformDatabases.ROLES.stream().collect(Collectors.toMap(role -> role, role -> role + "-password"));
    }

    static Map<String, String> of(int postgresPort, int kafkaPort, int redisPort) {
        var tokens = ConnectionSettings.ROLES.keySet().stream()
                .collect(Collectors.toMap(principal -> principal, principal -> principal + "-token"));
        return Map.copyOf(
                new ConnectionSettings(postgresPort, kafkaPort, redisPort, passwords(), tokens).toProperties());
    }
}
