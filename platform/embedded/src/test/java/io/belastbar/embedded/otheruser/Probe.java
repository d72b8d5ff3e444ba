package io.belastbar.embedded.otheruser;

import io.belastbar.embedded.kafka.KafkaLogin;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Tries every port of a platform, and prints a line for each try: who, and what came of it. Arguments: the ports of
 * PostgreSQL, Kafka, its controller and Redis; then the passwords of the superuser, of Kafka's budget and of Redis, or
 * what takes their place.
 */
final class Probe {
    /** For who is told whether it may come in. */
    private static final Map<String, Object> PATIENT =
            Map.of("default.api.timeout.ms", 60_000, "request.timeout.ms", 59_000);
    /** For who is refused without a word. */
    private static final Map<String, Object> IMPATIENT = Map.of(
            "default.api.timeout.ms",
            4000,
            "request.timeout.ms",
            3000,
            "max.block.ms",
            4000,
            "delivery.timeout.ms",
            4000);

    private Probe() {}

    public static void main(String[] args) throws Exception {
        System.out.println("postgres " + postgres(args[0], args[4]));
        var budget = new HashMap<String, Object>(KafkaLogin.client("budget", args[5]));
        System.out.println("kafka-budget " + kafka("bootstrap.servers", args[1], budget));
        System.out.println("kafka-anonymous " + kafka("bootstrap.servers", args[1], Map.of()));
        System.out.println("kafka-produce " + produce(args[1]));
        System.out.println("controller-anonymous " + kafka("bootstrap.controllers", args[2], Map.of()));
        System.out.println("controller-budget " + kafka("bootstrap.controllers", args[2], budget));
        for (String command : List.of("GET budget", "SET budget 1", "EVAL 'return 1' 0", "CONFIG GET requirepass")) {
            System.out.println("redis " + redis(args[3], command));
        }
        System.out.println("redis-auth " + redis(args[3], "AUTH " + args[6]));
        Runtime.getRuntime().halt(0);
    }

    private static String postgres(String port, String password) {
        try (var connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password)) {
            return "in " + connection.isValid(60);
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static String kafka(String address, String port, Map<String, Object> login) throws InterruptedException {
        var client = new HashMap<>(login);
        client.putAll(login.isEmpty() ? IMPATIENT : PATIENT);
        client.put(address, "127.0.0.1:" + port);
        try (var admin = Admin.create(client)) {
            admin.describeCluster().nodes().get();
            return "in";
        } catch (ExecutionException e) {
            return e.getCause().getClass().getSimpleName();
        }
    }

    private static String produce(String port) throws InterruptedException {
        var client = new HashMap<>(IMPATIENT);
        client.put("bootstrap.servers", "127.0.0.1:" + port);
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("belastbar.findings", "key", "forged"))
                    .get();
            return "in";
        } catch (ExecutionException e) {
            return e.getCause().getClass().getSimpleName();
        }
    }

    private static String redis(String port, String command) throws IOException {
        try (var socket = new Socket("127.0.0.1", Integer.parseInt(port))) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[7];
            int length = socket.getInputStream().readNBytes(answer, 0, command.startsWith("AUTH") ? 3 : 7);
            return new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
    }
}
