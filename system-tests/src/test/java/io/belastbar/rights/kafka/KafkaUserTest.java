package io.belastbar.rights.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.rights.Rendered;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** What a rule of a KafkaUser means, as Strimzi's documentation says. */
class KafkaUserTest {
    @Test
    void aRuleIsOneRightForEachOperationAllowedToEveryHostAndForTheLiteralNameUnlessItSaysOtherwise() {
        var rights = rights("scram-sha-512", """
                - resource: {type: topic, name: orders}
                  operations: [Read, DescribeConfigs]
                """);

        assertThat(rights)
                .containsExactly(
                        topic("orders", PatternType.LITERAL, AclOperation.READ, AclPermissionType.ALLOW, "*"),
                        topic(
                                "orders",
                                PatternType.LITERAL,
                                AclOperation.DESCRIBE_CONFIGS,
                                AclPermissionType.ALLOW,
                                "*"));
    }

    @Test
    void prefixHostAndDenyAreSaidByTheRule() {
        var rights = rights("scram-sha-512", """
                - type: deny
                  host: 10.0.0.7
                  resource: {type: topic, name: orders., patternType: prefix}
                  operations: [All]
                - resource: {type: group, name: anna-, patternType: prefix}
                  operation: Read
                """);

        assertThat(rights)
                .containsExactly(
                        topic("orders.", PatternType.PREFIXED, AclOperation.ALL, AclPermissionType.DENY, "10.0.0.7"),
                        right(ResourceType.GROUP, "anna-", PatternType.PREFIXED, AclOperation.READ));
    }

    @Test
    void theClusterHasOneNameAndATransactionItsOwn() {
        var rights = rights("scram-sha-512", """
                - resource: {type: cluster}
                  operations: [IdempotentWrite, ClusterAction]
                - resource: {type: transactionalId, name: payments}
                  operations: [Write]
                """);

        assertThat(rights)
                .containsExactly(
                        right(
                                ResourceType.CLUSTER,
                                "kafka-cluster",
                                PatternType.LITERAL,
                                AclOperation.IDEMPOTENT_WRITE),
                        right(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL, AclOperation.CLUSTER_ACTION),
                        right(ResourceType.TRANSACTIONAL_ID, "payments", PatternType.LITERAL, AclOperation.WRITE));
    }

    @Test
    void whoComesWithACertificateIsKnownByItsSubject() {
        var rule = """
                - resource: {type: topic, name: orders}
                  operations: [Read]
                """;

        assertThat(rights("tls", rule))
                .allSatisfy(right -> assertThat(right.entry().principal()).isEqualTo("User:CN=anna"));
        assertThat(rights("scram-sha-512", rule))
                .allSatisfy(right -> assertThat(right.entry().principal()).isEqualTo("User:anna"));
    }

    @Test
    void wordsThatStrimziDoesNotKnowAreRefused() {
        assertThatThrownBy(() -> rights("tls", "- {resource: {type: topic, name: a}, operations: [Reed]}"))
                .hasMessageContaining("was Reed");
        assertThatThrownBy(() -> rights("tls", "- {resource: {type: queue, name: a}, operations: [Read]}"))
                .hasMessageContaining("was queue");
        assertThatThrownBy(() ->
                        rights("tls", "- {resource: {type: topic, name: a, patternType: any}, operations: [Read]}"))
                .hasMessageContaining("was any");
    }

    @Test
    void noRulesAreNoRights() {
        assertThat(rights("scram-sha-512", "[]")).isEmpty();
    }

    private static List<AclBinding> rights(String authentication, String rules) {
        var user = """
                kind: KafkaUser
                metadata: {name: anna}
                spec:
                  authentication: {type: %s}
                  authorization:
                    type: simple
                    acls:
                """.formatted(authentication);
        return new KafkaUser(Rendered.read(user + rules.indent(6)).getFirst()).rights();
    }

    private static AclBinding right(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return right(type, name, pattern, operation, AclPermissionType.ALLOW, "*");
    }

    private static AclBinding topic(
            String name, PatternType pattern, AclOperation operation, AclPermissionType permission, String host) {
        return right(ResourceType.TOPIC, name, pattern, operation, permission, host);
    }

    private static AclBinding right(
            ResourceType type,
            String name,
            PatternType pattern,
            AclOperation operation,
            AclPermissionType permission,
            String host) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:anna", host, operation, permission));
    }
}
