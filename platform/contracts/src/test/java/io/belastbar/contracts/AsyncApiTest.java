package io.belastbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds asyncapi.yaml to the topics and event types. */
class AsyncApiTest {

    private static JsonNode api;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream yaml = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            api = new ObjectMapper(new YAMLFactory()).readTree(yaml);
        }
    }

    @Test
    void itIsAsyncApi3() {
        assertThat(api.path("asyncapi").asText()).isEqualTo("3.0.0");
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void aTopicIsAChannelWithExactlyItsEventTypes(Topic topic) {
        Set<String> declared = new TreeSet<>();
        channel(topic)
                .path("messages")
                .forEach(message -> declared.add(resolve(message).path("name").asText()));

        Set<String> expected = new TreeSet<>();
        for (EventType type : EventType.values()) {
            if (type.topic() == topic) {
                expected.add(type.typeName());
            }
        }
        assertThat(declared).isEqualTo(expected);
    }

    @Test
    void thereIsNoOtherChannelAndNoOtherMessage() {
        assertThat(channels()).hasSize(Topic.values().length);
        assertThat(api.path("components").path("messages")).hasSize(EventType.values().length);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void aMessageRefersToTheSchemaOfItsRecord(EventType type) {
        JsonNode message =
                api.path("components").path("messages").path(type.dataClass().getSimpleName());

        String schema = message.path("payload").path("schema").path("$ref").asText();

        assertThat(message.path("name").asText()).isEqualTo(type.typeName());
        assertThat(schema).isEqualTo("schemas/" + type.typeName() + ".json");
        assertThat(AsyncApiTest.class.getResource("/" + schema)).isNotNull();
        assertThat(resolve(message.path("headers")).path("required")).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void somebodyPublishesOnEachChannel(Topic topic) {
        String channel = channelName(topic);

        JsonNode operation = api.path("operations").path("publish-" + channel);

        assertThat(operation.path("action").asText()).isEqualTo("send");
        assertThat(operation.path("channel").path("$ref").asText()).isEqualTo("#/channels/" + channel);
    }

    private static Map<String, JsonNode> channels() {
        Map<String, JsonNode> channels = new HashMap<>();
        api.path("channels").properties().forEach(entry -> channels.put(entry.getKey(), entry.getValue()));
        return channels;
    }

    private static JsonNode channel(Topic topic) {
        return channels().get(channelName(topic));
    }

    private static String channelName(Topic topic) {
        return channels().entrySet().stream()
                .filter(channel -> channel.getValue().path("address").asText().equals(topic.topicName()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no channel has the address " + topic.topicName()));
    }

    private static JsonNode resolve(JsonNode reference) {
        String pointer = reference.path("$ref").asText();
        return pointer.isEmpty() ? reference : api.at(pointer.substring(1));
    }
}
