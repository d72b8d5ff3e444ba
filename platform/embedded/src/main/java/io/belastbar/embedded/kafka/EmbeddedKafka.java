package io.belastbar.embedded.kafka;

import io.belastbar.embedded.EmbeddedServer;
import io.belastbar.embedded.PrivateFolder;
import io.belastbar.embedded.PrivateProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real Kafka broker (KRaft) on loopback, in a JVM of its own; logs survive a restart. */
public final class EmbeddedKafka extends EmbeddedServer {
    /** Against one that hangs; where others take all processors, a start of seconds took two minutes. One that ends is told at once. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(4);

    private static final int PARTITIONS = 6;
    private static final String MAIN_CLASS = "io.belastbar.embedded.broker.BrokerNode";

    private final int controllerPort;
    private final Map<String, String> settings;

    /**
     * @param topics made at the start when they are missing
     * @param passwords by user, the administrator's among them; a home that knows them otherwise, or not, learns them
     */
    public EmbeddedKafka(Path data, int port, int controllerPort, List<String> topics, Map<String, String> passwords) {
        this(data, port, controllerPort, first(topics, passwords));
    }

    private EmbeddedKafka(Path data, int port, int controllerPort, Map<String, String> settings) {
        super("Kafka", data, port);
        this.controllerPort = controllerPort;
        this.settings = settings;
    }

    /**
     * A second broker of the same cluster, without a controller: the first must run before this one starts. A topic
     * whose partitions are assigned to one broker each is without a leader in part once either broker is away.
     */
    public EmbeddedKafka second(Path secondData, int secondPort) {
        var second = new TreeMap<>(settings);
        second.keySet().removeIf(key -> !key.startsWith("login."));
        second.putAll(Map.of("node", "2", "first", data().toString(), "first.port", "" + port()));
        return new EmbeddedKafka(secondData, secondPort, controllerPort, second);
    }

    private static Map<String, String> first(List<String> topics, Map<String, String> passwords) {
        String administrator = passwords.get(KafkaLogin.ADMINISTRATOR);
        var settings = new TreeMap<String, String>();
        settings.put("node", "1");
        settings.put("topics", String.join(",", topics));
        settings.put("partitions", "" + PARTITIONS);
        settings.put("login.scram", KafkaLogin.scram(KafkaLogin.ADMINISTRATOR, administrator));
        settings.put("login.plain", KafkaLogin.plain(KafkaLogin.ADMINISTRATOR, administrator));
        passwords.forEach((user, password) -> settings.put("user." + user, password));
        return settings;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        PrivateFolder.make(data());
        Path ready = data().resolve("belastbar-ready");
        Files.deleteIfExists(ready);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-Xms48m",
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                BrokerClassPath.find(),
                MAIN_CLASS,
                writeSettings().toString());
        launch("TERM", command, Map.of());
        awaitReady(READY_LIMIT, () -> Files.exists(ready));
    }

    private Path writeSettings() throws IOException {
        var all = new TreeMap<>(settings);
        all.put("directory", data().toString());
        all.put("port", "" + port());
        all.put("controller.port", "" + controllerPort);
        Path file = beside(".properties");
        PrivateProperties.write(file, all);
        return file;
    }
}
