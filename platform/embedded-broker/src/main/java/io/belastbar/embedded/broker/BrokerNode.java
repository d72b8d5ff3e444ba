package io.belastbar.embedded.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker (KRaft) in this JVM; the first one of a cluster is its controller too.
 *
 * <p>Runs as a process of its own, with a class path of its own: the broker's kafka-clients must not meet those of a
 * service. Its one argument is a file with {@link NodeSettings}. Creates the {@code ready} file in its directory once
 * clients can use it, and removes it before it starts.
 */
public final class BrokerNode {
    /** Appears in the broker's directory when clients can use it. */
    public static final String READY_FILE = "belastbar-ready";

    private static final String FORMATTED = "meta.properties";

    private BrokerNode() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("usage: BrokerNode SETTINGS_FILE");
            System.exit(104);
        }
        run(new NodeSettings(read(Path.of(args[0]))));
    }

    private static void run(NodeSettings settings) throws Exception {
        Path ready = settings.directory().resolve(READY_FILE);
        Files.deleteIfExists(ready);
        boolean knowsUsers = format(settings);
        var cluster = new ClusterAdministration(settings);
        if (!settings.isFirst()) {
            cluster.keepGroupsAtTheFirst();
        }
        var server = new KafkaRaftServer(new KafkaConfig(settings.toKafka(), false), Time.SYSTEM);
        server.startup();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            server.awaitShutdown();
        }));
        if (settings.isFirst()) {
            if (!knowsUsers) {
                cluster.setUsers();
            }
            cluster.createTopics();
        }
        Files.createFile(ready);
        server.awaitShutdown();
    }

    /** Returns whether it wrote the users into a directory that was new. */
    private static boolean format(NodeSettings settings) throws Exception {
        if (Files.exists(settings.directory().resolve(FORMATTED))) {
            return false;
        }
        Files.createDirectories(settings.directory());
        new Formatter()
                .setNodeId(settings.node())
                .setClusterId(cluster(settings))
                .setControllerListenerName(NodeSettings.CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setScramArguments(settings.scramArguments())
                .setMetadataLogDirectory(settings.directory().toString())
                .addDirectory(settings.directory().toString())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
        return true;
    }

    private static String cluster(NodeSettings settings) throws IOException {
        return settings.isFirst()
                ? Uuid.randomUuid().toString()
                : read(settings.firstDirectory().resolve(FORMATTED)).getProperty("cluster.id");
    }

    private static Properties read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
