package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.rule.Rules;
import io.belastbar.service.Services;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kafka, PostgreSQL and Redis: kinds that other people's operators know, each with a fault. */
class BrokenDataTest {
    @ParameterizedTest
    @CsvSource({
        "base/kafka/kafka.yaml, type: internal, type: interior, Kafka/belastbar: /spec/kafka/listeners/0/type: ",
        "base/kafka/kafka.yaml, '    authorization:', '    authorisation:', Kafka/belastbar: /spec/kafka/authorisation: ",
        "base/kafka/kafka.yaml, replicas: 3, replicas: three, KafkaNodePool/all: /spec/replicas: ",
        "base/kafka/topics.yaml, partitions:, partition:, KafkaTopic/belastbar.findings: /spec/partition: ",
        "base/kafka/users.yaml, - Read, - Reads, KafkaUser/budget: /spec/authorization/acls/",
        "base/postgresql/cluster.yaml, instances: 3, replicas: 3, Cluster/belastbar-db: /spec/replicas: ",
        "base/postgresql/cluster.yaml, ensure: present, ensure: there, Cluster/belastbar-db: /spec/managed/roles/0/ensure: ",
        "overlays/production/backup.yaml, 0 0 2, 0 2, ScheduledBackup/belastbar-db: /spec/schedule: ",
        "base/monitoring/service-monitor.yaml, port: http, ports: http, ServiceMonitor/belastbar: /spec/endpoints/0/",
        "base/redis/redis.yaml, runAsUser: 999, runAsUser: 0, StatefulSet/redis: /spec/template/spec/securityContext/runAsUser: "
    })
    void aFaultIsRefusedByFileObjectAndKey(String file, String good, String bad, String refusal) {
        String text = Manifests.text(file);
        assertThat(text).contains(good);

        assertThat(Rules.faults(Manifests.read(file, text.replace(good, bad)).toList()))
                .anyMatch(fault -> fault.toString().startsWith(file + ": " + refusal));
    }

    /** A role for each service, and none for the owner: a managed owner's password is reset (cloudnative-pg #6762). */
    @Test
    void everyServiceHasARoleAndASchemaAndTheOwnerIsManagedByNobody() {
        var cluster = Manifests.plain("base/postgresql").getFirst();
        var roles = Manifest.elements(cluster.at("/spec/managed/roles"))
                .map(role -> role.path("name").asText())
                .toList();

        assertThat(roles).containsExactlyInAnyOrderElementsOf(Services.names());
        assertThat(roles)
                .doesNotContain(cluster.at("/spec/bootstrap/initdb/owner").asText());
        assertThat(Manifest.elements(cluster.at("/spec/bootstrap/initdb/postInitApplicationSQL"))
                        .map(statement -> statement.asText()))
                .containsAll(Services.names().stream()
                        .map("CREATE SCHEMA %1$s AUTHORIZATION %1$s"::formatted)
                        .toList());
    }
}
