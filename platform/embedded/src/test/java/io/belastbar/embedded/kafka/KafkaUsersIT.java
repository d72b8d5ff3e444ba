package io.belastbar.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.embedded.FreePorts;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and that a home from before there were users keeps its records and its offsets. */
class KafkaUsersIT {
    private static final String TOPIC = "belastbar.findings";

    @TempDir
    Path folder;

    private Path data;
    private List<Integer> ports;
    private EmbeddedKafka kafka;

    @BeforeEach
    void choosePlaces() {
        data = folder.resolve("kafka");
        ports = FreePorts.find(2);
    }

    @AfterEach
    void stop() throws Exception {
        if (kafka != null) {
            kafka.kill();
        }
    }

    @Test
    void homeOfTheVersionBeforeGetsItsUsersAndKeepsItsRecords() throws Exception {
        Process older = startWithoutUsers();
        try {
            send(Map.of("bootstrap.servers", address()), "written before there were users");
        } finally {
            older.destroy();
            assertThat(older.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }

        start("first");

        assertThat(read(client("budget", "first"))).containsExactly("written before there were users");
        send(client("capacity", "first"), "written by a user");
        kafka.stop();
        kafka.start();
        assertThat(read(client("profiling", "first")))
                .containsExactly("written before there were users", "written by a user");
        assertRefused(Map.of("bootstrap.servers", address()), TimeoutException.class);
    }

    @Test
    void onlyWhoKnowsThePasswordGetsIn() throws Exception {
        start("first");
        KafkaLogin.USERS.forEach(
                user -> assertThat(clusterId(client(user, "first"))).isNotBlank());

        assertRefused(client("budget", "another"), SaslAuthenticationException.class);
        assertRefused(client("nobody", "first"), SaslAuthenticationException.class);
        assertRefused(plain("budget", "first-budget"), SaslAuthenticationException.class);
        assertRefused(plain(KafkaLogin.ADMINISTRATOR, "another"), SaslAuthenticationException.class);
        assertRefused(Map.of("bootstrap.servers", address()), TimeoutException.class);
        assertRefused(Map.of("bootstrap.controllers", "127.0.0.1:" + ports.get(1)), TimeoutException.class);

        kafka.stop();
        start("second");
        assertThat(clusterId(client("budget", "second"))).isNotBlank();
        assertRefused(client("budget", "first"), SaslAuthenticationException.class);
    }

    private void start(String prefix) throws Exception {
        var passwords = KafkaLogin.USERS.stream().collect(Collectors.toMap(user -> user, user -> prefix + "-" + user));
        kafka = new EmbeddedKafka(data, ports.get(0), ports.get(1), List.of(TOPIC), passwords);
        kafka.start();
        assertThat(folder.resolve("kafka.log")).content().doesNotContain(passwords.values());
    }

    /** As a version without users wrote its home: Kafka's own programs, with its settings. */
    private Process startWithoutUsers() throws Exception {
        Files.createDirectories(data);
        Path settings =
                Files.writeString(folder.resolve("older.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                offsets.topic.replication.factor=1
                """.formatted(ports.get(0), ports.get(1), data));
        String cluster = "MkU3OEVBNTcwNTJENDM2Qk";
        var format = java("kafka.tools.StorageTool", "format", "-t", cluster, "-c", settings.toString());
        assertThat(format.waitFor())
                .as(Files.readString(folder.resolve("older.log")))
                .isZero();
        var older = java("kafka.Kafka", settings.toString());
        try (var admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        return older;
    }

    private Process java(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", BrokerClassPath.find()));
        command.addAll(List.of(arguments));
        File log = folder.resolve("older.log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private String address() {
        return "127.0.0.1:" + ports.get(0);
    }

    private Map<String, Object> client(String user, String prefix) {
        var client = new HashMap<String, Object>(KafkaLogin.client(user, prefix + "-" + user));
        client.put("bootstrap.servers", address());
        return client;
    }

    private Map<String, Object> plain(String user, String password) {
        var client = client(user, "");
        client.put("sasl.mechanism", "PLAIN");
        client.put("sasl.jaas.config", KafkaLogin.plain(user, password));
        return client;
    }

    private static String clusterId(Map<String, Object> client) {
        try (var admin = Admin.create(client)) {
            return admin.describeCluster()
                    .clusterId()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static void assertRefused(Map<String, Object> client, Class<? extends Exception> how) {
        var impatient = new HashMap<>(client);
        // One that is refused without a word is to hear of it soon, one that is told why has the time for it.
        int limitMs = how == TimeoutException.class ? 3_000 : 60_000;
        impatient.putAll(Map.of("default.api.timeout.ms", limitMs, "request.timeout.ms", limitMs - 1_000));
        try (var admin = Admin.create(impatient)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get()).hasCauseInstanceOf(how);
        }
    }

    private static void send(Map<String, Object> client, String text) throws Exception {
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, 0, "key", text)).get();
        }
    }

    private static List<String> read(Map<String, Object> client) {
        var partition = new TopicPartition(TOPIC, 0);
        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            var texts = new ArrayList<String>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> texts.add(message.value()));
            }
            return texts;
        }
    }
}
