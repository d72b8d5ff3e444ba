package io.belastbar.kubernetes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.contracts.EventType;
import io.belastbar.contracts.Topic;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.source.Sources;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Topics are those of the contracts, and a user may do what its service's code does, and nothing else. */
class KafkaUsersTest {
    private static final List<Manifest> BASE = Manifests.plain("base");

    /** Of a module, what speaks of events. */
    private static final Map<String, List<String>> SOURCES = new ConcurrentHashMap<>();

    @Test
    void everyTopicOfTheContractsIsThereWithItsDeadLettersAndNoOther() {
        assertThat(of("KafkaTopic").map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Topic.values())
                        .flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterTopicName()))
                        .toList());
    }

    @Test
    void aUserMayDoExactlyWhatItsServiceDoes() {
        assertThat(of("KafkaUser").map(Manifest::name)).containsExactlyInAnyOrderElementsOf(Services.names());
        for (ListedService service : Services.all()) {
            var user = of("KafkaUser")
                    .filter(each -> each.name().equals(service.name()))
                    .findFirst()
                    .orElseThrow();

            assertThat(rights(user)).as(service.name()).isEqualTo(needed(service));
        }
    }

    /** Nobody may do everything, nor anything with a prefix, nor to the cluster: since Kafka 3.0 idempotent writes need it not. Describe is implied. */
    @Test
    void noRightIsWiderThanItsName() {
        assertThat(of("KafkaUser").flatMap(user -> Manifest.elements(user.at("/spec/authorization/acls"))))
                .isNotEmpty()
                .allSatisfy(right -> {
                    assertThat(right.at("/resource").path("patternType").asText("literal"))
                            .isEqualTo("literal");
                    assertThat(right.at("/resource/name").asText()).doesNotContain("*");
                    assertThat(right.at("/resource/type").asText()).isIn("topic", "group");
                    assertThat(Manifest.elements(right.path("operations")).map(operation -> operation.asText()))
                            .isSubsetOf("Read", "Write");
                });
    }

    private static Stream<Manifest> of(String kind) {
        return BASE.stream().filter(manifest -> manifest.is(kind));
    }

    private static Set<String> rights(Manifest user) {
        return Manifest.elements(user.at("/spec/authorization/acls"))
                .flatMap(right -> Manifest.elements(right.path("operations"))
                        .map(operation -> operation.asText() + " "
                                + right.at("/resource/type").asText() + " "
                                + right.at("/resource/name").asText()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Records are made where they are published; handlers stand in consumers, which name their types. */
    private static Set<String> needed(ListedService service) {
        var rights = new TreeSet<String>();
        Arrays.stream(EventType.values())
                .filter(type -> makes(service, type.dataClass().getSimpleName()))
                .forEach(type -> rights.add("Write topic " + type.topic().topicName()));
        Arrays.stream(EventType.values())
                .filter(type -> sources(service)
                        .filter(source -> source.contains("implements EventHandler"))
                        .anyMatch(source -> source.contains("EventType." + type.name())))
                .map(EventType::topic)
                .forEach(topic -> rights.addAll(List.of(
                        "Read topic " + topic.topicName(),
                        "Write topic " + topic.deadLetterTopicName(),
                        "Read group " + service.module())));
        return rights;
    }

    private static boolean makes(ListedService service, String record) {
        return sources(service)
                .filter(source -> source.contains("import io.belastbar.contracts." + record + ";"))
                .anyMatch(source -> source.contains("new " + record + "(") || source.contains(record + ".of("));
    }

    private static Stream<String> sources(ListedService service) {
        return SOURCES.computeIfAbsent(service.module(), KafkaUsersTest::withEvents).stream();
    }

    private static List<String> withEvents(String module) {
        return Sources.java(module).stream()
                .filter(source -> source.contains("io.belastbar.contracts."))
                .toList();
    }
}
