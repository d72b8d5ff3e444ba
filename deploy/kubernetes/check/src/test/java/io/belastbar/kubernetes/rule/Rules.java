package io.belastbar.kubernetes.rule;

import io.belastbar.kubernetes.field.KnownFields;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Reading;
import io.belastbar.kubernetes.manifest.Rule;
import io.belastbar.kubernetes.reference.Ports;
import io.belastbar.kubernetes.reference.References;
import io.belastbar.kubernetes.reference.Scaling;
import io.belastbar.kubernetes.reference.Selectors;
import io.belastbar.kubernetes.reference.variable.Variables;
import io.belastbar.kubernetes.rule.data.DatabaseImage;
import io.belastbar.kubernetes.rule.data.Listeners;
import io.belastbar.kubernetes.rule.data.Zones;
import io.belastbar.kubernetes.rule.pod.PodSecurity;
import java.util.List;
import java.util.stream.Stream;

/** All of them. */
public final class Rules {
    private static final List<Rule> ALL = List.of(
            new Objects(),
            new KnownFields(),
            new Labels(),
            new Probes(),
            new PodSecurity(),
            new Tokens(),
            new Resources(),
            new Draining(),
            new Replicas(),
            new Zones(),
            new Listeners(),
            new DatabaseImage(),
            new Volumes(),
            new OnlyTheApi(),
            new Selectors(),
            new References(),
            new Ports(),
            new Scaling(),
            new Variables());

    private Rules() {}

    /** Of files as they stand. */
    public static List<Fault> faults(List<Manifest> manifests) {
        return faults(manifests, ALL.stream()).toList();
    }

    /** Of what goes to a cluster, as far as it could be read. */
    public static List<Fault> ofReadings(List<Reading> readings) {
        var objects = readings.stream()
                .flatMap(reading -> reading.manifests().stream())
                .toList();
        return Stream.concat(
                        readings.stream().flatMap(reading -> reading.faults().stream()), ofRendered(objects).stream())
                .distinct()
                .toList();
    }

    /** Of what goes to a cluster. */
    public static List<Fault> ofRendered(List<Manifest> manifests) {
        return Stream.concat(faults(manifests, ALL.stream()), faults(manifests, Stream.of(new Namespaces())))
                .toList();
    }

    private static Stream<Fault> faults(List<Manifest> manifests, Stream<Rule> rules) {
        return rules.flatMap(rule -> manifests.stream().flatMap(manifest -> rule.faults(manifest, manifests)));
    }
}
