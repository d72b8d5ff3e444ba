package io.belastbar.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.belastbar.rights.BackboneStep.Consume;
import io.belastbar.rights.BackboneStep.Publish;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights of the manifests on a broker that enforces them: each is needed, and none reaches farther than it says. */
class KafkaRightsIT {
    @TempDir
    static Path folder;

    private static AuthorizedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka = AuthorizedKafka.start(folder);
        for (String topic : AuthorizedKafka.topics()) {
            new Publish(topic).go(kafka.broker().client(AuthorizingBroker.SUPER_USER));
        }
    }

    @AfterAll
    static void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("rights")
    void eachRightIsNeeded(String user, AclBinding right, BackboneStep step) throws Exception {
        var refused = right.pattern().resourceType() == ResourceType.GROUP
                ? GroupAuthorizationException.class
                : TopicAuthorizationException.class;

        kafka.take(right);
        try {
            assertThatThrownBy(() -> go(user, step)).isInstanceOf(refused);
        } finally {
            kafka.give(List.of(right));
        }
        go(user, step);
    }

    @ParameterizedTest
    @MethodSource("users")
    void nobodyPublishesToATopicThatItDoesNotWrite(KafkaUser user) {
        var others = without(user.topicsWritten());

        assertThat(others).isNotEmpty().allSatisfy(topic -> assertThatThrownBy(
                        () -> go(user.name(), new Publish(topic)))
                .isInstanceOf(TopicAuthorizationException.class));
    }

    /** Its own dead letters among them: who reads them is a person. */
    @ParameterizedTest
    @MethodSource("users")
    void nobodyConsumesATopicThatItDoesNotRead(KafkaUser user) {
        var others = without(user.topicsRead());
        // Who has no group is refused for that.
        String group = user.groups().stream().findFirst().orElse("none");

        assertThat(others).anyMatch(topic -> topic.endsWith(".dlq")).allSatisfy(topic -> assertThatThrownBy(
                        () -> go(user.name(), new Consume(topic, group)))
                .isInstanceOf(AuthorizationException.class));
    }

    @ParameterizedTest
    @MethodSource("users")
    void nobodyIsAMemberOfAnothersGroup(KafkaUser user) {
        var others = KafkaUser.all()
                .flatMap(each -> each.groups().stream())
                .filter(group -> !user.groups().contains(group))
                .toList();
        String topic = user.topicsRead().stream().findFirst().orElseGet(() -> user.topicsWritten()
                .getFirst());

        assertThat(others).isNotEmpty().allSatisfy(group -> assertThatThrownBy(
                        () -> go(user.name(), new Consume(topic, group)))
                .isInstanceOf(GroupAuthorizationException.class));
    }

    private static void go(String user, BackboneStep step) throws Exception {
        step.go(kafka.broker().client(user));
    }

    private static List<String> without(List<String> topics) {
        return AuthorizedKafka.topics().stream()
                .filter(topic -> !topics.contains(topic))
                .toList();
    }

    static Stream<KafkaUser> users() {
        return KafkaUser.all();
    }

    static Stream<Arguments> rights() {
        return KafkaUser.all().flatMap(user -> user.rights().stream()
                .map(right -> arguments(user.name(), right, BackboneStep.needing(right, user))));
    }
}
