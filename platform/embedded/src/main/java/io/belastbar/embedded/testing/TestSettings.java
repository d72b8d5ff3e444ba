package io.belastbar.embedded.testing;

import io.belastbar.embedded.ConnectionSettings;
import io.belastbar.embedded.kafka.KafkaLogin;
import java.util.Map;
import java.util.stream.Collectors;

/** The launcher's configuration with passwords and tokens that a test can know. */
final class TestSettings {
    private TestSettings() {}

    static Map<String, String> passwords() {
        return ConnectionSettings.ACCOUNTS.stream()
                .collect(Collectors.toMap(account -> account, account -> account + "-password"));
    }

    /** A test may be any service, and makes topics. */
    static Map<String, String> of(int postgresPort, int kafkaPort, int redisPort) {
        var tokens = ConnectionSettings.ROLES.keySet().stream()
                .collect(Collectors.toMap(principal -> principal, principal -> principal + "-token"));
        var connection = new ConnectionSettings(postgresPort, kafkaPort, redisPort, passwords(), tokens);
        var settings = connection.toProperties();
        KafkaLogin.USERS.forEach(service -> settings.putAll(connection.own(service)));
        settings.putAll(connection.own(KafkaLogin.ADMINISTRATOR));
        return Map.copyOf(settings);
    }
}
