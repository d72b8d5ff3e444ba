package io.belastbar.kubernetes.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whatever names another object names one that is there. Secrets and ConfigMaps: {@link KeyReferences}. */
public final class References implements Rule {
    private static final String CLUSTER = "/metadata/labels/strimzi.io~1cluster";
    private static final List<String> ADDRESSES = List.of(
            "BELASTBAR_POSTGRESQL_URL",
            "KAFKA_BOOTSTRAP_SERVERS",
            "BELASTBAR_URL_.*",
            "BELASTBAR_TARGETS_GAME_DAY_ALERTS_URL");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        var applied = Applied.around(manifest, all);
        var named =
                switch (manifest.kind()) {
                    case "RoleBinding" -> subjects(manifest, all);
                    case "StatefulSet" -> named(manifest, "/spec/serviceName", "Service", applied);
                    case "ScheduledBackup" -> named(manifest, "/spec/cluster/name", "Cluster", applied);
                    case "KafkaTopic", "KafkaUser", "KafkaNodePool" -> named(manifest, CLUSTER, "Kafka", applied);
                    default -> manifest.containers().flatMap(container -> addresses(manifest, container, applied));
                };
        return Stream.concat(named, new KeyReferences(manifest, applied).faults());
    }

    private static Stream<Fault> named(Manifest manifest, String key, String kind, Applied applied) {
        String was = manifest.at(key).asText();
        var known = applied.names(kind);
        return known.contains(was)
                ? Stream.empty()
                : Stream.of(manifest.fault(key, "should be a " + kind + " applied with it" + Nearest.said(was, known)));
    }

    private static Stream<Fault> subjects(Manifest binding, List<Manifest> all) {
        return IntStream.range(0, binding.at("/subjects").size())
                .mapToObj("/subjects/%d"::formatted)
                .filter(key -> binding.at(key).path("kind").asText().equals("ServiceAccount"))
                .flatMap(key -> {
                    JsonNode subject = binding.at(key);
                    JsonNode namespace =
                            subject.has("namespace") ? subject.path("namespace") : binding.at("/metadata/namespace");
                    var known = new Applied(all, namespace).names("ServiceAccount");
                    String was = subject.path("name").asText();
                    return known.contains(was)
                            ? Stream.empty()
                            : Stream.of(binding.fault(
                                    key + "/name",
                                    "should be a ServiceAccount of the namespace " + namespace.asText()
                                            + " applied with it" + Nearest.said(was, known)));
                });
    }

    /** A host without a dot is one of the own namespace. */
    private static Stream<Fault> addresses(Manifest manifest, Container container, Applied applied) {
        return Manifest.elements(container.at("/env"))
                .filter(variable -> ADDRESSES.stream()
                        .anyMatch(name -> variable.path("name").asText().matches(name)))
                .filter(variable -> variable.path("value").isTextual())
                .flatMap(variable -> {
                    String host = variable.path("value")
                            .asText()
                            .replaceFirst("^[a-z]+://", "")
                            .replaceFirst("[:/,].*", "");
                    var known = hosts(applied);
                    return host.contains(".") || known.contains(host)
                            ? Stream.empty()
                            : Stream.of(manifest.fault(
                                    container.key() + "/env/"
                                            + variable.path("name").asText(),
                                    "should lead to a Service of the namespace" + Nearest.said(host, known)));
                });
    }

    private static TreeSet<String> hosts(Applied applied) {
        var hosts = new TreeSet<>(applied.names("Service"));
        applied.names("Cluster")
                .forEach(cluster -> Stream.of("-rw", "-ro", "-r").forEach(end -> hosts.add(cluster + end)));
        applied.names("Kafka").forEach(kafka -> hosts.add(kafka + "-kafka-bootstrap"));
        return hosts;
    }
}
