package io.belastbar.kubernetes.field;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.stream.Stream;

/** Every key is one that the kind has, of its type. A server would leave out what it does not know, and say nothing. */
public final class KnownFields implements Rule {
    private static final List<FieldCheck> CHECKS =
            List.of(new KubernetesKeys(), new KubernetesTypes(), new StrimziFields(), new OwnSchema());
    public static final String OF_A_KNOWN_KIND = "should be of a kind that is checked here";
    private static final KubernetesWords WORDS = new KubernetesWords();

    /** Whether anybody here knows the fields of its kind. */
    public static boolean know(Manifest manifest) {
        return CHECKS.stream().anyMatch(check -> check.knows(manifest));
    }

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        var known = CHECKS.stream().filter(check -> check.knows(manifest)).toList();
        return known.isEmpty()
                ? Stream.of(manifest.fault(
                        "/apiVersion",
                        OF_A_KNOWN_KIND + ": was " + manifest.at("/apiVersion").asText()))
                : Stream.concat(known.stream().flatMap(check -> check.faults(manifest)), WORDS.faults(manifest));
    }
}
