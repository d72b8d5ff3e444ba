package io.belastbar.compose.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.compose.file.ComposeFile;
import io.belastbar.contracts.Topic;
import io.belastbar.service.Services;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The broker's topics, users and settings against contracts, services and manifests. */
class KafkaTest {
    private static final String FOLDER = "deploy/compose/kafka/";
    private static final ComposeFile FILE = ComposeFile.read();

    @Test
    void topicsAreThoseOfTheContractsWithTheirDeadLetters() {
        assertThat(ComposeFile.text(FOLDER + "topics.txt").lines())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Topic.values())
                        .flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterTopicName()))
                        .toList());
    }

    /** Partitions and retention as in the cluster. */
    @Test
    void topicsAreMadeAsInTheManifests() {
        String manifests = ComposeFile.text("deploy/kubernetes/base/kafka/topics.yaml");
        String script = ComposeFile.text(FOLDER + "topics.sh");

        for (String manifest : manifests.split("\n---\n")) {
            JsonNode spec = ComposeFile.parse(manifest).at("/spec");
            assertThat(script)
                    .contains("--partitions " + spec.path("partitions").asInt() + " ")
                    .contains("retention.ms=" + spec.at("/config/retention.ms").asText() + " ")
                    .contains("max.message.bytes="
                            + spec.at("/config/max.message.bytes").asText() + " ");
        }
    }

    @Test
    void everyServiceIsAUserAndLogsInAsItself() {
        var made = Pattern.compile("\\(user (\\w+) \"\\$(\\w+)\"\\)")
                .matcher(ComposeFile.text(FOLDER + "start.sh"))
                .results()
                .toList();

        assertThat(made.stream().map(user -> user.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("administrator"), Services.names().stream())
                                .toList());
        assertThat(made).allSatisfy(user -> assertThat(user.group(2))
                .isEqualTo(user.group(1).toUpperCase(Locale.ROOT) + "_PASSWORD"));
        for (String service : Services.names()) {
            String account = service.toUpperCase(Locale.ROOT);
            assertThat(FILE.at("/services/" + service + "-service/environment/KAFKA_SASL_JAAS_CONFIG")
                            .asText())
                    .contains("username=\"" + service + "\" password=\"${BELASTBAR_KAFKA_PASSWORD_" + account + ":?");
            assertThat(FILE.at("/services/kafka/environment/" + account + "_PASSWORD")
                            .asText())
                    .startsWith("${BELASTBAR_KAFKA_PASSWORD_" + account + ":?");
        }
    }

    /** As in the cluster, where each of them is tried; nobody else may do anything. */
    @Test
    void rightsAreThoseOfTheManifests() throws IOException {
        var manifests = Arrays.stream(ComposeFile.text("deploy/kubernetes/base/kafka/users.yaml")
                        .split("\n---\n"))
                .map(manifest -> ComposeFile.parse(manifest).json())
                .flatMap(user -> ComposeFile.elements(user.at("/spec/authorization/acls"))
                        .flatMap(right -> ComposeFile.elements(right.path("operations"))
                                .map(operation -> String.join(
                                        " ",
                                        user.at("/metadata/name").asText(),
                                        operation.asText(),
                                        right.at("/resource/type").asText(),
                                        right.at("/resource/name").asText()))))
                .toList();
        var settings = new Properties();
        settings.load(new StringReader(ComposeFile.text(FOLDER + "server.properties")));

        assertThat(manifests).hasSizeGreaterThan(20);
        assertThat(ComposeFile.text(FOLDER + "rights.txt").lines()).containsExactlyInAnyOrderElementsOf(manifests);
        assertThat(settings.getProperty("authorizer.class.name")).endsWith(".StandardAuthorizer");
        assertThat(settings.getProperty("super.users")).isEqualTo("User:administrator");
    }

    @Test
    void theBrokerAsksForALoginAndIsWhereServicesLookForIt() throws IOException {
        var settings = new Properties();
        settings.load(new StringReader(ComposeFile.text(FOLDER + "server.properties")));
        JsonNode service = FILE.at("/services/budget-service/environment");

        assertThat(settings.getProperty("advertised.listeners"))
                .isEqualTo(
                        "CLIENTS://" + service.path("KAFKA_BOOTSTRAP_SERVERS").asText());
        assertThat(settings.getProperty("listener.security.protocol.map"))
                .contains("CLIENTS:" + service.path("KAFKA_SECURITY_PROTOCOL").asText());
        assertThat(settings.getProperty("listener.name.clients.sasl.enabled.mechanisms"))
                .isEqualTo(service.path("KAFKA_SASL_MECHANISM").asText());
        assertThat(settings.getProperty("listeners")).contains("CONTROLLER://localhost:");
        assertThat(settings.getProperty("auto.create.topics.enable")).isEqualTo("false");
        assertThat(FILE.at("/services/kafka/volumes/0").asText()).isEqualTo("kafka-data:" + settings.get("log.dirs"));
    }
}
