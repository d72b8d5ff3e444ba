package io.belastbar.kubernetes.rule;

import io.belastbar.kubernetes.field.KnownFields;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;

/** All of them. */
public final class Rules {
    private static final List<Rule> ALL = List.of(
            new KnownFields(),
            new Labels(),
            new Probes(),
            new PodSecurity(),
            new Tokens(),
            new Resources(),
            new Draining(),
            new Replicas(),
            new OnlyTheApi());

    private Rules() {}

    public static List<Fault> faults(List<Manifest> manifests) {
        return manifests.stream()
                .flatMap(manifest -> ALL.stream().flatMap(rule -> rule.faults(manifest, manifests)))
                .toList();
    }
}
