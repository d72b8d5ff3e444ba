package io.belastbar.compose.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.ComposeService;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Rule;
import io.belastbar.service.Services;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A container of ours may take what it may in the cluster: the heap follows the limit, and it is there that the limits
 * were measured. The command line is no pod.
 */
final class Memory implements Rule {
    private static final String BASE = "deploy/kubernetes/base/";

    /** Limits in MiB by the name of what is run, which is the same in both files. */
    private final Map<String, Long> manifests = new TreeMap<>();

    Memory() {
        Services.names().forEach(name -> read("services/" + name));
        read("services/dashboard");
        read("migrations/jobs");
    }

    @Override
    public Stream<Fault> faults(ComposeFile file) {
        return file.services().stream()
                .filter(service -> service.isOurs() && !service.name().equals("cli"))
                .flatMap(this::faults);
    }

    private Stream<Fault> faults(ComposeService service) {
        Long limit = manifests.get(service.name());
        if (limit == null) {
            return Stream.of(service.fault("", "should be in the manifests: is in none of " + manifests.keySet()));
        }
        String was = service.text("mem_limit");
        return mebibytes(was) == limit
                ? Stream.empty()
                : Stream.of(service.fault(
                        "mem_limit", "should be %dm, the limit of the manifests: was %s".formatted(limit, was)));
    }

    private void read(String manifest) {
        Arrays.stream(ComposeFile.text(BASE + manifest + ".yaml").split("\n---\n"))
                .map(document -> ComposeFile.parse(document).json())
                .forEach(object -> ComposeFile.elements(object.at("/spec/template/spec/containers"))
                        .map(container -> container.at("/resources/limits/memory"))
                        .filter(JsonNode::isTextual)
                        .forEach(limit ->
                                manifests.put(object.at("/metadata/name").asText(), mebibytes(limit.asText()))));
    }

    /** Of Compose's 640m and 1g, which are powers of 1,024, and of Kubernetes' 640Mi and 1Gi; -1 of anything else. */
    private static long mebibytes(String limit) {
        String number = limit.replaceFirst("(m|g|Mi|Gi)$", "");
        if (!number.matches("\\d+") || number.equals(limit)) {
            return -1;
        }
        return Long.parseLong(number) * (limit.matches(".*(g|Gi)") ? 1_024 : 1);
    }
}
