package io.belastbar.kubernetes.reference.variable;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.kubernetes.manifest.Rule;
import io.belastbar.kubernetes.reference.Nearest;
import io.belastbar.kubernetes.reference.Owner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A variable that a service does not know changes nothing, and nobody says so. Ours are all known, from the sources; of
 * those of Quarkus, Kafka and others only what looks like a slip of one that we use is refused.
 */
public final class Variables implements Rule {
    private static final String OURS = "BELASTBAR_";
    private static final int SLIPS_MAX = 2;
    private static final Map<String, KnownVariables> KNOWN = new ConcurrentHashMap<>();

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return manifest.containers().flatMap(container -> Owner.of(manifest, container).stream()
                .map(module -> KNOWN.computeIfAbsent(module, KnownVariables::of))
                .flatMap(known -> Manifest.elements(container.at("/env"))
                        .map(variable -> variable.path("name"))
                        .filter(name -> !known.has(name.asText()))
                        .flatMap(name -> unknown(manifest, container, name, known))));
    }

    private static Stream<Fault> unknown(Manifest manifest, Container container, JsonNode name, KnownVariables known) {
        String was = name.asText();
        var meant = Nearest.within(was, known.examples(), SLIPS_MAX);
        return was.startsWith(OURS) || meant.isPresent()
                ? Stream.of(manifest.fault(
                        container.key() + "/env/" + was,
                        "should be a variable that " + known.module() + " knows" + Nearest.said(was, known.examples())))
                : Stream.empty();
    }
}
