package io.belastbar.rights.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.belastbar.rights.Rendered;
import io.belastbar.rights.kafka.BackboneStep.Consume;
import io.belastbar.rights.kafka.BackboneStep.Publish;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights of the manifests on a broker that enforces them: each is needed, and none reaches farther than it says. */
class KafkaRightsIT {
    private static final String STRANGER = "stranger";

    @TempDir
    static Path folder;

    private static AuthorizedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka = AuthorizedKafka.start(folder, STRANGER);
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
        // Who has no group is refused for that, or for the topic.
        String group = user.groups().stream().findFirst().orElse("none");
        var refused = user.groups().isEmpty() ? AuthorizationException.class : TopicAuthorizationException.class;

        assertThat(others).anyMatch(topic -> topic.endsWith(".dlq")).allSatisfy(topic -> assertThatThrownBy(
                        () -> go(user.name(), new Consume(topic, group)))
                .isInstanceOf(refused));
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

    @ParameterizedTest
    @MethodSource("users")
    void nobodyDoesWhatIsAnOperators(KafkaUser user) throws Exception {
        var topic = user.topicsWritten().getFirst();

        try (var admin = Admin.create(kafka.broker().client(user.name()))) {
            assertThat(ForeignAct.values()).allSatisfy(act -> assertThatThrownBy(
                            () -> act.asked(admin, topic).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AuthorizationException.class));
        }
        go(user.name(), new Publish(topic));
    }

    @ParameterizedTest
    @MethodSource("users")
    void nobodyBeginsATransaction(KafkaUser user) {
        var client = kafka.broker().client(user.name());
        client.put("transactional.id", user.name());
        var bytes = new ByteArraySerializer();

        try (var producer = new KafkaProducer<>(client, bytes, bytes)) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    /** The implied right to describe: a user sees its topics and its group in lists, and no other. */
    @ParameterizedTest
    @MethodSource("users")
    void whatIsListedIsWhatOneHasToDoWith(KafkaUser user) throws Exception {
        try (var admin = Admin.create(kafka.broker().client(user.name()))) {
            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrderElementsOf(Stream.of(user.topicsRead(), user.topicsWritten())
                            .flatMap(List::stream)
                            .collect(Collectors.toSet()));
            assertThat(admin.listGroups().all().get())
                    .allSatisfy(group -> assertThat(user.groups()).contains(group.groupId()));
        }
    }

    @Test
    void whoHasNoRightPublishesNothingAndSeesNothing() throws Exception {
        try (var admin = Admin.create(kafka.broker().client(STRANGER))) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
        assertThatThrownBy(
                        () -> go(STRANGER, new Publish(AuthorizedKafka.topics().getFirst())))
                .isInstanceOf(AuthorizationException.class);
    }

    /** What the reader of rules takes a prefix, a denial, a host and a star to be is what the broker takes them to be. */
    @Test
    void aPrefixADenialAndAHostMeanToTheBrokerWhatTheyMeanToStrimzi() throws Exception {
        var all = AuthorizedKafka.topics();
        String open = all.get(0);
        String denied = all.get(1);
        var rights = new KafkaUser(Rendered.read("""
                kind: KafkaUser
                metadata: {name: stranger}
                spec:
                  authorization:
                    acls:
                      - {resource: {type: topic, name: belastbar., patternType: prefix}, operations: [Write]}
                      - {type: deny, resource: {type: topic, name: %s}, operations: [Write]}
                      - {host: 192.0.2.1, resource: {type: group, name: "*"}, operations: [Read]}
                """.formatted(denied)).getFirst()).rights();

        kafka.give(rights);
        try {
            go(STRANGER, new Publish(open));
            assertThatThrownBy(() -> go(STRANGER, new Publish(denied))).isInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> go(STRANGER, new Consume(open, "any")))
                    .isInstanceOf(GroupAuthorizationException.class);
        } finally {
            for (AclBinding right : rights) {
                kafka.take(right);
            }
        }
        assertThatThrownBy(() -> go(STRANGER, new Publish(open))).isInstanceOf(AuthorizationException.class);
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
