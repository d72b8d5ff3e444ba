package io.belastbar.embedded.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker and controller (KRaft) in this JVM.
 *
 * <p>Runs as a process of its own, with a class path of its own: the broker's kafka-clients must not meet those of a
 * service. Arguments: directory, client port, controller port, partitions a topic, topics separated by commas. Creates
 * the {@code ready} file in its directory once the topics exist, and removes it before it starts.
 */
public final class BrokerNode {
    /** Appears in the broker's directory when clients can use it. */
    public static final String READY_FILE = "belastbar-ready";

    private BrokerNode() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 5) {
            System.err.println("usage: BrokerNode DIRECTORY PORT CONTROLLER_PORT PARTITIONS TOPIC,TOPIC");
            System.exit(104);
        }
        Path directory = Path.of(args[0]);
        int port = Integer.parseInt(args[1]);
        Files.deleteIfExists(directory.resolve(READY_FILE));
        format(directory);
        var server = new KafkaRaftServer(
                new KafkaConfig(settings(directory, port, Integer.parseInt(args[2])), false), Time.SYSTEM);
        server.startup();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            server.awaitShutdown();
        }));
        createTopics(port, Integer.parseInt(args[3]), Arrays.asList(args[4].split(",")));
        Files.createFile(directory.resolve(READY_FILE));
        server.awaitShutdown();
    }

    private static void format(Path directory) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(directory);
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    private static Properties settings(Path directory, int port, int controllerPort) {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
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

    private static void createTopics(int port, int partitions, List<String> names) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            var existing = admin.listTopics().names().get();
            var missing = names.stream()
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
