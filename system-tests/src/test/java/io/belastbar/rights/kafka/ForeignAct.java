package io.belastbar.rights.kafka;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;

/** What an operator of Kafka does, and a service never: also to a topic that it writes. */
enum ForeignAct {
    CREATE_A_TOPIC((admin, topic) -> admin.createTopics(List.of(new NewTopic(topic + ".more", 1, (short) 1)))
            .all()),
    DELETE_ITS_TOPIC((admin, topic) -> admin.deleteTopics(List.of(topic)).all()),
    DELETE_RECORDS_OF_ITS_TOPIC(
            (admin, topic) -> admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(0)))
                    .all()),
    ADD_PARTITIONS_TO_ITS_TOPIC((admin, topic) ->
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(40))).all()),
    READ_SETTINGS_OF_ITS_TOPIC(
            (admin, topic) -> admin.describeConfigs(List.of(resource(ConfigResource.Type.TOPIC, topic)))
                    .all()),
    CHANGE_SETTINGS_OF_ITS_TOPIC((admin, topic) -> change(admin, resource(ConfigResource.Type.TOPIC, topic))),
    CHANGE_SETTINGS_OF_THE_BROKER((admin, topic) -> change(admin, resource(ConfigResource.Type.BROKER, ""))),
    READ_RIGHTS((admin, topic) -> admin.describeAcls(AclBindingFilter.ANY).values()),
    GIVE_RIGHTS((admin, topic) -> admin.createAcls(AuthorizedKafka.rights()).all()),
    TAKE_RIGHTS(
            (admin, topic) -> admin.deleteAcls(List.of(AclBindingFilter.ANY)).all()),
    READ_WHO_HAS_A_PASSWORD(
            (admin, topic) -> admin.describeUserScramCredentials().all()),
    CHANGE_A_PASSWORD((admin, topic) -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                    AuthorizingBroker.SUPER_USER,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                    "another")))
            .all()),
    DELETE_A_GROUP((admin, topic) ->
            admin.deleteConsumerGroups(List.of("budget-service")).all()),
    MOVE_OFFSETS_OF_A_GROUP_THAT_NOBODY_HAS((admin, topic) -> admin.alterConsumerGroupOffsets(
                    "nobodys-group", Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
            .all());

    private interface Question {
        KafkaFuture<?> asked(Admin admin, String topic);
    }

    private final Question question;

    ForeignAct(Question question) {
        this.question = question;
    }

    KafkaFuture<?> asked(Admin admin, String topic) {
        return question.asked(admin, topic);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static ConfigResource resource(ConfigResource.Type type, String name) {
        return new ConfigResource(type, name);
    }

    private static KafkaFuture<?> change(Admin admin, ConfigResource resource) {
        var change = new AlterConfigOp(new ConfigEntry("min.insync.replicas", "1"), AlterConfigOp.OpType.SET);
        return admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all();
    }
}
