package io.belastbar.embedded.kafka;

import io.belastbar.service.Services;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who may use the broker: one user a service, and the administrator, who makes topics and users.
 *
 * <p>Services log in by SCRAM (RFC 5802, 7677), which tells the broker no password. PLAIN (RFC 4616) serves where SCRAM
 * cannot: at the controller, which has no users before it runs, and for an administrator who makes the first ones.
 */
public final class KafkaLogin {
    public static final String ADMINISTRATOR = "administrator";
    public static final List<String> USERS = Stream.concat(
                    Services.names().stream(), Stream.of("smartbav", ADMINISTRATOR))
            .toList();

    private KafkaLogin() {}

    /** What a client needs besides the servers' addresses, in Kafka's own names. */
    public static Map<String, String> client(String user, String password) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-256",
                "sasl.jaas.config", scram(user, password));
    }

    static String scram(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=%s password=%s;"
                .formatted(quoted(user), quoted(password));
    }

    /** For both sides: a client takes the name, a server the list of one. */
    static String plain(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=%s password=%s user_%s=%s;"
                .formatted(quoted(user), quoted(password), user, quoted(password));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
