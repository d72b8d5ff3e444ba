package io.belastbar.rights.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.rights.Rendered;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A {@code KafkaUser} of Strimzi, and what its operator tells Kafka of it: one right for each operation of each rule of
 * {@code spec.authorization.acls}.
 *
 * @see <a href="https://strimzi.io/docs/operators/0.45.0/configuring#type-AclRule-reference">AclRule</a>
 */
public record KafkaUser(JsonNode object) {
    private static final Map<String, ResourceType> RESOURCES = Map.of(
            "topic", ResourceType.TOPIC,
            "group", ResourceType.GROUP,
            "cluster", ResourceType.CLUSTER,
            "transactionalId", ResourceType.TRANSACTIONAL_ID);

    public static Stream<KafkaUser> all() {
        return Rendered.of("KafkaUser").map(KafkaUser::new);
    }

    public static KafkaUser named(String name) {
        return new KafkaUser(Rendered.one("KafkaUser", name));
    }

    public String name() {
        return Rendered.name(object);
    }

    /** Who it is for Kafka: a certificate's user by its subject, any other by its name. */
    public String principal() {
        boolean certificate = object.at("/spec/authentication/type").asText().startsWith("tls");
        return "User:" + (certificate ? "CN=" : "") + name();
    }

    /** @throws IllegalArgumentException naming what Strimzi does not know */
    public List<AclBinding> rights() {
        return Rendered.elements(object.at("/spec/authorization/acls"))
                .flatMap(this::rights)
                .toList();
    }

    /** The groups that it may be a member of. */
    public List<String> groups() {
        return named(ResourceType.GROUP, AclOperation.READ);
    }

    public List<String> topicsRead() {
        return named(ResourceType.TOPIC, AclOperation.READ);
    }

    public List<String> topicsWritten() {
        return named(ResourceType.TOPIC, AclOperation.WRITE);
    }

    private List<String> named(ResourceType type, AclOperation operation) {
        return rights().stream()
                .filter(right ->
                        right.pattern().resourceType() == type && right.entry().operation() == operation)
                .map(right -> right.pattern().name())
                .toList();
    }

    /** Its name, for the titles of tests. */
    @Override
    public String toString() {
        return name();
    }

    private Stream<AclBinding> rights(JsonNode rule) {
        var pattern = pattern(rule.path("resource"));
        var permission = known(
                Map.of("allow", AclPermissionType.ALLOW, "deny", AclPermissionType.DENY),
                rule.path("type").asText("allow"));
        String host = rule.path("host").asText("*");
        // "operation" is the deprecated way to say one.
        var operations =
                rule.has("operation") ? Stream.of(rule.path("operation")) : Rendered.elements(rule.path("operations"));
        return operations
                .map(operation -> operation(operation.asText()))
                .map(operation ->
                        new AclBinding(pattern, new AccessControlEntry(principal(), host, operation, permission)));
    }

    private static ResourcePattern pattern(JsonNode resource) {
        var type = known(RESOURCES, resource.path("type").asText());
        var pattern = known(
                Map.of("literal", PatternType.LITERAL, "prefix", PatternType.PREFIXED),
                resource.path("patternType").asText("literal"));
        return type == ResourceType.CLUSTER
                ? new ResourcePattern(type, Resource.CLUSTER_NAME, PatternType.LITERAL)
                : new ResourcePattern(type, resource.path("name").asText(), pattern);
    }

    /** Strimzi writes {@code DescribeConfigs}. */
    private static AclOperation operation(String word) {
        var operation = AclOperation.fromString(
                word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
        if (operation == AclOperation.UNKNOWN || operation == AclOperation.ANY) {
            throw new IllegalArgumentException("an operation should be one that Kafka knows: was " + word);
        }
        return operation;
    }

    private static <T> T known(Map<String, T> words, String word) {
        if (!words.containsKey(word)) {
            throw new IllegalArgumentException("should be one of " + words.keySet() + ": was " + word);
        }
        return words.get(word);
    }
}
