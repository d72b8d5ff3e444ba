package io.belastbar.kubernetes.field;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The words and quantities that a key of Kubernetes takes. Both its models read any text there, and the server refuses it
 * only when it is sent.
 */
final class KubernetesWords {
    private static final String QUANTITY = "(0|[1-9][0-9]*)(\\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?";

    /** By the end of the key; a number in it stands for each element of a list. */
    private static final Map<Pattern, String> ALLOWED = Map.ofEntries(
            at("(requests|limits)/[^/]+", QUANTITY),
            at("sizeLimit", QUANTITY),
            at("accessModes/\\d+", "ReadWriteOnce|ReadOnlyMany|ReadWriteMany|ReadWriteOncePod"),
            at("imagePullPolicy", "Always|IfNotPresent|Never"),
            at("restartPolicy", "Always|OnFailure|Never"),
            at("ports/\\d+/protocol", "TCP|UDP|SCTP"),
            at("policyTypes/\\d+", "Ingress|Egress"),
            at("pathType", "Exact|Prefix|ImplementationSpecific"),
            at("whenUnsatisfiable", "DoNotSchedule|ScheduleAnyway"),
            at("podManagementPolicy", "OrderedReady|Parallel"),
            at("seccompProfile/type", "RuntimeDefault|Localhost|Unconfined"),
            at("strategy/type", "RollingUpdate|Recreate"),
            at("updateStrategy/type", "RollingUpdate|OnDelete"),
            at("metrics/\\d+/type", "Resource|ContainerResource|Pods|Object|External"),
            at("target/type", "Utilization|Value|AverageValue"),
            at("concurrencyPolicy", "Allow|Forbid|Replace"));

    private static Map.Entry<Pattern, String> at(String end, String words) {
        return Map.entry(Pattern.compile(".*/" + end), words);
    }

    /** Of kinds that Kubernetes itself knows; a word of another's resource is its operator's. */
    Stream<Fault> faults(Manifest manifest) {
        String version = manifest.at("/apiVersion").asText();
        boolean own = !version.contains(".") || version.contains(".k8s.io/");
        return own ? faults(manifest, manifest.json(), "") : Stream.empty();
    }

    private static Stream<Fault> faults(Manifest manifest, JsonNode node, String key) {
        if (node.isObject()) {
            return node.properties().stream()
                    .flatMap(part -> faults(manifest, part.getValue(), key + "/" + part.getKey()));
        }
        if (node.isArray()) {
            return IntStream.range(0, node.size())
                    .boxed()
                    .flatMap(index -> faults(manifest, node.get(index), key + "/" + index));
        }
        return ALLOWED.entrySet().stream()
                .filter(allowed -> allowed.getKey().matcher(key).matches())
                .filter(allowed -> !node.asText().matches(allowed.getValue()))
                .map(allowed -> manifest.fault(
                        key,
                        allowed.getValue().equals(QUANTITY)
                                ? "should be a quantity such as 250m or 512Mi: was " + node
                                : "should be one of " + allowed.getValue().replace("|", ", ") + ": was " + node));
    }
}
