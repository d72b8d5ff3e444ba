package io.belastbar.kubernetes.rule.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What keeps state in several stands in several zones, by force: where it is only preferred, a lost zone may take a
 * quorum with it, or all that was written. One alone needs no zone.
 */
public final class Zones implements Rule {
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String LABELS = "/labelSelector/matchLabels";

    /** The operators of topics and users have strimzi.io/cluster too, and would keep a broker out of their zone. */
    private static final Predicate<JsonNode> BROKERS_ONLY =
            labels -> labels.has("strimzi.io/name") || labels.has("strimzi.io/pool-name");

    private static final String REQUIRED = "/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution";

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return switch (manifest.kind()) {
            case "StatefulSet" -> several(manifest, "/spec/replicas") ? ofStatefulSet(manifest) : Stream.empty();
            case "KafkaNodePool" -> several(manifest, "/spec/replicas") ? ofPool(manifest, all) : Stream.empty();
            case "Cluster" ->
                DatabaseImage.isOfPostgresql(manifest) && several(manifest, "/spec/instances")
                        ? ofPostgresql(manifest)
                        : Stream.empty();
            default -> Stream.empty();
        };
    }

    private static boolean several(Manifest manifest, String number) {
        return manifest.at(number).asInt(1) > 1;
    }

    private static Stream<Fault> ofStatefulSet(Manifest manifest) {
        String pod = "/spec/template/spec";
        var labels = manifest.at("/spec/template/metadata/labels");
        boolean spread = Manifest.elements(manifest.at(pod + "/topologySpreadConstraints"))
                .anyMatch(each -> each.path("topologyKey").asText().equals(ZONE)
                        && each.path("whenUnsatisfiable")
                                .asText("DoNotSchedule")
                                .equals("DoNotSchedule")
                        && each.path("maxSkew").asInt() == 1
                        && selects(each, labels));
        return spread || apart(manifest.at(pod + "/affinity"), labels, any -> true)
                ? Stream.empty()
                : Stream.of(refusal(manifest, pod + "/affinity" + REQUIRED));
    }

    /** A pool's own template stands in place of that of its Kafka. */
    private static Stream<Fault> ofPool(Manifest pool, List<Manifest> all) {
        String name = pool.at("/metadata/labels").path("strimzi.io/cluster").asText();
        var kafka = all.stream()
                .filter(other -> other.object().equals("Kafka/" + name))
                .filter(other -> other.at("/metadata/namespace").equals(pool.at("/metadata/namespace")))
                .findFirst();
        if (kafka.isEmpty()) {
            return Stream.empty();
        }
        String affinity = "/template/pod/affinity";
        boolean own = pool.at("/spec").has("template");
        var said = own ? pool : kafka.get();
        String key = (own ? "/spec" : "/spec/kafka") + affinity;
        var placed = apart(said.at(key), brokers(name, pool.name()), BROKERS_ONLY)
                ? Stream.<Fault>empty()
                : Stream.of(refusal(said, key + REQUIRED));
        return Stream.concat(placed, rack(kafka.get()));
    }

    private static JsonNode brokers(String cluster, String pool) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("strimzi.io/cluster", cluster)
                .put("strimzi.io/name", cluster + "-kafka")
                .put("strimzi.io/pool-name", pool);
    }

    private static Stream<Fault> rack(Manifest kafka) {
        String key = "/spec/kafka/rack/topologyKey";
        return kafka.at(key).asText().equals(ZONE)
                ? Stream.empty()
                : Stream.of(kafka.fault(
                        key, "should be " + ZONE + ", for replicas of a partition: was " + said(kafka, key)));
    }

    private static Stream<Fault> ofPostgresql(Manifest cluster) {
        return Map.of("topologyKey", ZONE, "podAntiAffinityType", "required", "enablePodAntiAffinity", "true")
                .entrySet()
                .stream()
                .filter(expected -> !cluster.at("/spec/affinity")
                        .path(expected.getKey())
                        .asText(expected.getKey().startsWith("enable") ? "true" : "")
                        .equals(expected.getValue()))
                .map(expected -> {
                    String key = "/spec/affinity/" + expected.getKey();
                    return cluster.fault(key, "should be " + expected.getValue() + ": was " + said(cluster, key));
                });
    }

    private static boolean apart(JsonNode affinity, JsonNode labels, Predicate<JsonNode> narrow) {
        return Manifest.elements(affinity.at(REQUIRED))
                .anyMatch(term -> term.path("topologyKey").asText().equals(ZONE)
                        && selects(term, labels)
                        && narrow.test(term.at(LABELS)));
    }

    private static boolean selects(JsonNode term, JsonNode labels) {
        var asked = term.at(LABELS);
        return !asked.isEmpty()
                && asked.properties().stream()
                        .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }

    private static Fault refusal(Manifest manifest, String key) {
        return manifest.fault(key, "should keep its own pods apart by " + ZONE + ": was " + said(manifest, key));
    }

    private static String said(Manifest manifest, String key) {
        return manifest.at(key).isMissingNode() ? "absent" : manifest.at(key).toString();
    }
}
