package io.belastbar.embedded.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker (KRaft) in this JVM; the first one of a cluster is its controller too.
 *
 * <p>Runs as a process of its own, with a class path of its own: the broker's kafka-clients must not meet those of a
 * service. Its one argument is a properties file: {@code directory}, {@code port}, {@code controller.port},
 * {@code node} (1 or 2); for the first node {@code partitions} a topic and {@code topics} separated by commas; for the
 * second {@code first}, the first one's directory, and {@code first.port}. Creates the {@code ready} file in its
 * directory once clients can use it, and removes it before it starts.
 */
public final class BrokerNode {
    /** Appears in the broker's directory when clients can use it. */
    public static final String READY_FILE = "belastbar-ready";

    private static final String FORMATTED = "meta.properties";

    private final Properties given;
    private final Path directory;
    private final int port;
    private final boolean first;

    private BrokerNode(Properties given) {
        this.given = given;
        directory = Path.of(given.getProperty("directory"));
        port = Integer.parseInt(given.getProperty("port"));
        first = given.getProperty("node").equals("1");
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("usage: BrokerNode SETTINGS_FILE");
            System.exit(104);
        }
        new BrokerNode(read(Path.of(args[0]))).run();
    }

    private void run() throws Exception {
        Files.deleteIfExists(directory.resolve(READY_FILE));
        format();
        if (!first) {
            keepGroupsAtTheFirst();
        }
        var server = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
        server.startup();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            server.awaitShutdown();
        }));
        if (first) {
            createTopics();
        }
        Files.createFile(directory.resolve(READY_FILE));
        server.awaitShutdown();
    }

    private void format() throws Exception {
        if (Files.exists(directory.resolve(FORMATTED))) {
            return;
        }
        Files.createDirectories(directory);
        new Formatter()
                .setNodeId(first ? 1 : 2)
                .setClusterId(cluster())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    private String cluster() throws IOException {
        if (first) {
            return Uuid.randomUuid().toString();
        }
        return read(Path.of(given.getProperty("first")).resolve(FORMATTED)).getProperty("cluster.id");
    }

    private static Properties read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private Properties settings() {
        String clients = "PLAINTEXT://127.0.0.1:" + port;
        String controller = "127.0.0.1:" + given.getProperty("controller.port");
        var settings = new Properties();
        settings.put("process.roles", first ? "broker,controller" : "broker");
        settings.put("node.id", given.getProperty("node"));
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("listeners", first ? clients + ",CONTROLLER://" + controller : clients);
        settings.put("advertised.listeners", clients);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", directory.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("controlled.shutdown.enable", "true");
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
        return settings;
    }

    /** The topic of the consumer groups is made by whoever asks first, anywhere: so that it has no part of this node. */
    private void keepGroupsAtTheFirst() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + given.getProperty("first.port")))) {
            admin.describeConsumerGroups(List.of("belastbar")).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw new IOException("the first node does not answer", e.getCause());
            }
        }
    }

    private void createTopics() throws Exception {
        int partitions = Integer.parseInt(given.getProperty("partitions"));
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            var existing = admin.listTopics().names().get();
            var missing = Stream.of(given.getProperty("topics").split(","))
                    .filter(name -> !name.isBlank() && !existing.contains(name))
                    .map(name -> new NewTopic(name, partitions, (short) 1))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException("topics could not be created", e.getCause());
            }
        }
    }
}
