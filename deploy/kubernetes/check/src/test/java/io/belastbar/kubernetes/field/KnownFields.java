package io.belastbar.kubernetes.field;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.stream.Stream;

/** Every key is one that the kind has, of its type. A server would leave out what it does not know, and say nothing. */
public final class KnownFields implements Rule {
    private final List<FieldCheck> checks =
            List.of(new KubernetesKeys(), new KubernetesTypes(), new StrimziFields(), new OwnSchema());

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        var known = checks.stream().filter(check -> check.knows(manifest)).toList();
        return known.isEmpty()
                ? Stream.of(manifest.fault(
                        "/apiVersion",
                        "should be of a kind that is checked here: was "
                                + manifest.at("/apiVersion").asText()))
                : known.stream().flatMap(check -> check.faults(manifest));
    }
}
