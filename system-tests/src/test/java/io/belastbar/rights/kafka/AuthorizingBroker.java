package io.belastbar.rights.kafka;

import io.belastbar.embedded.EmbeddedServer;
import io.belastbar.embedded.PrivateFolder;
import io.belastbar.embedded.PrivateProperties;
import io.belastbar.embedded.kafka.BrokerClassPath;
import io.belastbar.rights.Rendered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * One broker (KRaft) that is to clients what the {@code Kafka} resource describes: TLS and SCRAM-SHA-512 on one listener,
 * Kafka's own authorizer with one super user, and nothing for whom no right is found. The authorizer writes down what it is
 * asked.
 */
public final class AuthorizingBroker extends EmbeddedServer {
    public static final String SUPER_USER = "administrator";

    private static final Duration READY_LIMIT = Duration.ofSeconds(120);
    private static final String LISTENER = "TLS-9093";
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final String AUTHORIZER = "io.belastbar.embedded.broker.RecordingAuthorizer";

    private final int controllerPort;
    private final Map<String, String> passwords;

    /** @param passwords by user, the super user's among them */
    AuthorizingBroker(Path data, int port, int controllerPort, Map<String, String> passwords) {
        super("Kafka", data, port);
        this.controllerPort = controllerPort;
        this.passwords = Map.copyOf(passwords);
    }

    @Override
    public void start() throws IOException, InterruptedException {
        PrivateFolder.make(data());
        makeCertificate();
        Path settings = beside(".properties");
        PrivateProperties.write(settings, settings());
        launch("TERM", kafka(format(settings)), Map.of());
        if (awaitEnd() != 0) {
            throw new IOException("not formatted:\n" + Files.readString(beside(".log")));
        }
        launch("TERM", kafka(List.of("kafka.Kafka", settings.toString())), Map.of());
        awaitReady(READY_LIMIT, this::answers);
    }

    /** The certificate that clients trust, as Strimzi's secret has it. */
    public Path certificate() {
        return beside(".ca.crt");
    }

    /** What the authorizer was asked, one question a line: see its class. */
    public List<String> asked() throws IOException {
        return Files.exists(record()) ? Files.readAllLines(record()) : List.of();
    }

    public String login(String user) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, passwords.get(user));
    }

    /** What a client needs, in Kafka's own names; a copy, to be added to. */
    public Map<String, Object> client(String user) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                login(user),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate().toString()));
    }

    private boolean answers() {
        var impatient = client(SUPER_USER);
        impatient.putAll(Map.of("default.api.timeout.ms", 3000, "request.timeout.ms", 2000));
        try (var admin = Admin.create(impatient)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Path record() {
        return beside(".asked");
    }

    private void makeCertificate() throws IOException, InterruptedException {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-file", certificate().toString());
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program("keytool")));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "broker", "-storetype", "PKCS12", "-storepass", passwords.get(SUPER_USER)));
        command.addAll(List.of("-keystore", beside(".p12").toString()));
        launch("TERM", command, Map.of());
        if (awaitEnd() != 0) {
            throw new IOException("no certificate:\n" + Files.readString(beside(".log")));
        }
    }

    private List<String> format(Path settings) {
        var command = new ArrayList<>(List.of("kafka.tools.StorageTool", "format", "-c", settings.toString()));
        command.addAll(List.of("-t", "MkU3OEVBNTcwNTJENDM2Qk"));
        passwords.forEach((user, password) -> command.addAll(
                List.of("--add-scram", MECHANISM + "=[name=\"%s\",password=\"%s\"]".formatted(user, password))));
        return command;
    }

    private static List<String> kafka(List<String> arguments) {
        var command = new ArrayList<>(List.of(program("java"), "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", BrokerClassPath.find()));
        command.addAll(arguments);
        return command;
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private Map<String, String> settings() {
        String clients = LISTENER + "://127.0.0.1:" + port();
        String controller = "127.0.0.1:" + controllerPort;
        var settings = new TreeMap<String, String>();
        Rendered.one("Kafka", "belastbar")
                .at("/spec/kafka/config")
                .properties()
                .forEach(each -> settings.put(each.getKey(), each.getValue().asText()));
        settings.replaceAll((key, value) -> key.matches(".*(replicas|factor|isr)$") ? "1" : value);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("listeners", clients + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", clients);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", LISTENER);
        settings.put("listener.security.protocol.map", LISTENER + ":SASL_SSL,CONTROLLER:SASL_PLAINTEXT");
        settings.put("log.dirs", data().toString());
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("authorizer.class.name", AUTHORIZER);
        settings.put("belastbar.authorizer.record", record().toString());
        settings.put("super.users", "User:" + SUPER_USER);
        secure(settings);
        return settings;
    }

    private void secure(Map<String, String> settings) {
        String listener = "listener.name.tls-9093.";
        settings.put(listener + "sasl.enabled.mechanisms", MECHANISM);
        settings.put(listener + "scram-sha-512.sasl.jaas.config", login(SUPER_USER));
        settings.put(listener + "ssl.keystore.type", "PKCS12");
        settings.put(listener + "ssl.keystore.location", beside(".p12").toString());
        settings.put(listener + "ssl.keystore.password", passwords.get(SUPER_USER));
        settings.put(listener + "ssl.truststore.type", "PEM");
        settings.put(listener + "ssl.truststore.location", certificate().toString());
        settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        // The controller has no users before it runs.
        settings.put("sasl.mechanism.controller.protocol", "PLAIN");
        settings.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                "listener.name.controller.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%2$s\" user_%1$s=\"%2$s\";"
                        .formatted(SUPER_USER, passwords.get(SUPER_USER)));
    }
}
