package io.belastbar.embedded.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a node is told, and what follows from it for Kafka.
 *
 * <p>Keys: {@code directory}, {@code port}, {@code controller.port}, {@code node} (1 or 2), {@code login.scram} and
 * {@code login.plain} (the administrator's); for the first node {@code user.<name>} with the password,
 * {@code partitions} a topic and {@code topics} separated by commas; for the second {@code first}, the first one's
 * directory, and {@code first.port}.
 */
record NodeSettings(Properties given) {
    static final String CONTROLLER = "CONTROLLER";
    static final String SCRAM = "SCRAM-SHA-256";

    private static final String CLIENTS = "CLIENTS";
    private static final String PLAIN = "PLAIN";
    private static final String USER = "user.";

    Path directory() {
        return Path.of(given.getProperty("directory"));
    }

    Path firstDirectory() {
        return Path.of(given.getProperty("first"));
    }

    int node() {
        return Integer.parseInt(given.getProperty("node"));
    }

    boolean isFirst() {
        return node() == 1;
    }

    int partitions() {
        return Integer.parseInt(given.getProperty("partitions"));
    }

    List<String> topics() {
        return Stream.of(given.getProperty("topics").split(","))
                .filter(name -> !name.isBlank())
                .toList();
    }

    /** Passwords by user. */
    Map<String, String> users() {
        var users = new TreeMap<String, String>();
        for (String key : given.stringPropertyNames()) {
            if (key.startsWith(USER)) {
                users.put(key.substring(USER.length()), given.getProperty(key));
            }
        }
        return users;
    }

    /** As {@code kafka-storage format --add-scram} takes them. */
    List<String> scramArguments() {
        return users().entrySet().stream()
                .map(user -> "%s=[name=\"%s\",password=\"%s\"]".formatted(SCRAM, user.getKey(), user.getValue()))
                .toList();
    }

    /** The administrator as a service would come. */
    Map<String, Object> administrator() {
        return client(given.getProperty("port"), SCRAM, given.getProperty("login.scram"));
    }

    /** The administrator where there may be no SCRAM user yet. */
    Map<String, Object> founder() {
        return client(given.getProperty("port"), PLAIN, given.getProperty("login.plain"));
    }

    Map<String, Object> administratorOfTheFirst() {
        return client(given.getProperty("first.port"), SCRAM, given.getProperty("login.scram"));
    }

    private static Map<String, Object> client(String port, String mechanism, String login) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                login);
    }

    Properties toKafka() {
        String clients = CLIENTS + "://127.0.0.1:" + given.getProperty("port");
        String controller = "127.0.0.1:" + given.getProperty("controller.port");
        var settings = new Properties();
        settings.put("process.roles", isFirst() ? "broker,controller" : "broker");
        settings.put("node.id", "" + node());
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("listeners", isFirst() ? clients + "," + CONTROLLER + "://" + controller : clients);
        settings.put("advertised.listeners", clients);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", CLIENTS);
        settings.put("log.dirs", directory().toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("controlled.shutdown.enable", "true");
        secure(settings);
        keepSmall(settings);
        return settings;
    }

    private void secure(Properties settings) {
        settings.put("listener.security.protocol.map", CLIENTS + ":SASL_PLAINTEXT," + CONTROLLER + ":SASL_PLAINTEXT");
        settings.put("sasl.mechanism.inter.broker.protocol", SCRAM);
        settings.put("sasl.mechanism.controller.protocol", PLAIN);
        settings.put("listener.name.controller.sasl.enabled.mechanisms", PLAIN);
        settings.put("listener.name.controller.plain.sasl.jaas.config", given.getProperty("login.plain"));
        settings.put("listener.name.clients.sasl.enabled.mechanisms", SCRAM + "," + PLAIN);
        settings.put("listener.name.clients.scram-sha-256.sasl.jaas.config", given.getProperty("login.scram"));
        settings.put("listener.name.clients.plain.sasl.jaas.config", given.getProperty("login.plain"));
    }

    private static void keepSmall(Properties settings) {
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        // The defaults reserve 128 MB of heap for each cleaner thread and 10 MB of index for each segment.
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("log.segment.bytes", "16777216");
        settings.put("log.index.size.max.bytes", "1048576");
    }
}
