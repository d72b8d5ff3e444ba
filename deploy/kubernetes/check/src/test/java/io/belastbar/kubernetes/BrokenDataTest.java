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
        "base/postgresql/cluster.yaml, podAntiAffinityType: required, podAntiAffinityType: preferred, Cluster/belastbar-db: /spec/affinity/podAntiAffinityType: should be required",
        "base/postgresql/cluster.yaml, topology.kubernetes.io/zone, kubernetes.io/hostname, Cluster/belastbar-db: /spec/affinity/topologyKey: should be topology.kubernetes.io/zone",
        "base/postgresql/cluster.yaml, enablePodAntiAffinity: true, enablePodAntiAffinity: false, Cluster/belastbar-db: /spec/affinity/enablePodAntiAffinity: should be true",
        "base/postgresql/cluster.yaml, ':18.3-system-trixie', ':18', 'Cluster/belastbar-db: /spec/imageName: should name a minor version'",
        "base/kafka/kafka.yaml, '- topologyKey: topology.kubernetes.io/zone', '- topologyKey: kubernetes.io/hostname', Kafka/belastbar: /spec/kafka/template/pod/affinity/podAntiAffinity/requiredDuring",
        "base/kafka/kafka.yaml, 'strimzi.io/name: belastbar-kafka', 'strimzi.io/cluster: belastbar', Kafka/belastbar: /spec/kafka/template/pod/affinity/podAntiAffinity/requiredDuring",
        "base/kafka/kafka.yaml, '    rack:', '    shelf:', 'Kafka/belastbar: /spec/kafka/rack/topologyKey: should be topology.kubernetes.io/zone'",
        "base/kafka/kafka.yaml, networkPolicyPeers:, networkPolicyPeer:, Kafka/belastbar: /spec/kafka/listeners/0/networkPolicyPeers: should name who may come",
        "base/kafka/kafka.yaml, type: internal, type: loadbalancer, Kafka/belastbar: /spec/kafka/listeners/0/type: should be internal or cluster-ip",
        "overlays/production/redis-sentinel.yaml, requiredDuringSchedulingIgnoredDuringExecution:, 'preferred:', StatefulSet/redis-sentinel: /spec/template/spec/affinity/podAntiAffinity/requiredDuring",
        "overlays/production/redis-sentinel.yaml, topology.kubernetes.io/zone, kubernetes.io/hostname, StatefulSet/redis-sentinel: /spec/template/spec/affinity/podAntiAffinity/requiredDuring",
        "base/redis/redis.yaml, runAsUser: 999, runAsUser: 0, StatefulSet/redis: /spec/template/spec/securityContext/runAsUser: "
    })
    void aFaultIsRefusedByFileObjectAndKey(String file, String good, String bad, String refusal) {
        String text = Manifests.text(file);
        assertThat(text).contains(good);

        assertThat(Rules.faults(Manifests.read(file, text.replace(good, bad)).toList()))
                .anyMatch(fault -> fault.toString().startsWith(file + ": " + refusal));
    }

    /** Barman Cloud is in this flavour alone. */
    @Test
    void aBackupOfAnImageWithoutItsProgramsIsRefused() {
        String file = "base/postgresql/cluster.yaml";
        String text = Manifests.text(file)
                .replace("-system-", "-standard-")
                .replaceFirst("spec:\n", "spec:\n  backup: {barmanObjectStore: {destinationPath: s3://b/}}\n");

        assertThat(Rules.faults(Manifests.read(file, text).toList())).anyMatch(fault -> fault.toString()
                .contains("/spec/imageName: should be of the flavour system, for its backup: was"));
    }

    /** A trial's only node of each has no zone to say. */
    @Test
    void oneAloneNeedsNoZone() throws Exception {
        assertThat(Overlay.rendered("overlays/small"))
                .filteredOn(manifest -> manifest.is("Kafka", "Cluster", "StatefulSet"))
                .hasSize(3)
                .noneMatch(manifest -> manifest.json().toString().contains("topology.kubernetes.io/zone"));
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
