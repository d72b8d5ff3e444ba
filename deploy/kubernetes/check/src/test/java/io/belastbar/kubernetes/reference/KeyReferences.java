package io.belastbar.kubernetes.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.kubernetes.manifest.Manifests;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whoever reads a key of a Secret or of a ConfigMap reads one that somebody makes. A secret of somebody else's pod may be
 * made by hand: only what looks like a slip is refused there.
 */
record KeyReferences(Manifest manifest, Applied applied) {
    private static final Map<String, String> LISTED = Secrets.listed(Manifests.text("README.md"));

    Stream<Fault> faults() {
        var ofContainers = manifest.containers()
                .flatMap(container -> IntStream.range(0, container.at("/env").size())
                        .boxed()
                        .flatMap(index -> variable(container, container.at("/env/" + index))));
        var ofWholes = manifest.containers().flatMap(this::wholes);
        return Stream.of(ofContainers, ofWholes, volumes(), ofData()).flatMap(faults -> faults);
    }

    private Stream<Fault> variable(Container container, JsonNode variable) {
        String key = container.key() + "/env/" + variable.path("name").asText() + "/valueFrom/";
        boolean ours = Owner.of(manifest, container).isPresent();
        return Stream.concat(
                secret(key + "secretKeyRef", variable.at("/valueFrom/secretKeyRef"), ours),
                configMap(key + "configMapKeyRef", variable.at("/valueFrom/configMapKeyRef")));
    }

    private Stream<Fault> wholes(Container container) {
        boolean ours = Owner.of(manifest, container).isPresent();
        return Manifest.elements(container.at("/envFrom"))
                .flatMap(source -> Stream.concat(
                        secret(container.key() + "/envFrom/secretRef", source.path("secretRef"), ours),
                        configMap(container.key() + "/envFrom/configMapRef", source.path("configMapRef"))));
    }

    private Stream<Fault> volumes() {
        boolean ours = manifest.containers()
                .anyMatch(container -> Owner.of(manifest, container).isPresent());
        return Manifest.elements(manifest.podSpec().path("volumes")).flatMap(volume -> {
            String key = manifest.pod().orElseThrow() + "/spec/volumes/"
                    + volume.path("name").asText() + "/";
            return Stream.concat(
                    name(key + "secret/secretName", volume.at("/secret/secretName"), ours, volume.path("secret")),
                    configMap(key + "configMap", volume.path("configMap")));
        });
    }

    private Stream<Fault> ofData() {
        var roles = IntStream.range(0, manifest.at("/spec/managed/roles").size())
                .mapToObj("/spec/managed/roles/%d/passwordSecret"::formatted)
                .flatMap(key -> secret(key, manifest.at(key), true));
        String credentials = "/spec/backup/barmanObjectStore/s3Credentials";
        var backup = manifest.at(credentials).properties().stream()
                .flatMap(each -> secret(credentials + "/" + each.getKey(), each.getValue(), true));
        var certificates = manifest.is("Ingress")
                ? Manifest.elements(manifest.at("/spec/tls"))
                        .flatMap(tls -> name("/spec/tls/secretName", tls.path("secretName"), false, tls))
                : Stream.<Fault>empty();
        return Stream.of(roles, backup, certificates).flatMap(faults -> faults);
    }

    private Stream<Fault> secret(String key, JsonNode reference, boolean ours) {
        if (!reference.isObject() || reference.path("optional").asBoolean()) {
            return Stream.empty();
        }
        var unknown =
                name(key + "/name", reference.path("name"), ours, reference).toList();
        return unknown.isEmpty() && reference.has("key") ? keyOf(key, reference) : unknown.stream();
    }

    private Stream<Fault> keyOf(String key, JsonNode reference) {
        String name = reference.path("name").asText();
        String was = reference.path("key").asText();
        var keys = made().stream()
                .filter(each -> each.startsWith(name + "/"))
                .map(each -> each.substring(name.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        return keys.isEmpty() || keys.contains(was)
                ? Stream.empty()
                : Stream.of(manifest.fault(
                        key + "/key",
                        "should be a key of the secret " + name + ", one of " + keys + Nearest.said(was, keys)));
    }

    private Stream<Fault> name(String key, JsonNode name, boolean ours, JsonNode reference) {
        String was = name.asText();
        var known = new TreeSet<>(
                made().stream().map(each -> each.replaceFirst("/.*", "")).toList());
        known.addAll(applied.names("Secret"));
        known.addAll(applied.names("ExternalSecret"));
        boolean left = name.isMissingNode()
                || known.contains(was)
                || reference.path("optional").asBoolean()
                || !ours && Nearest.of(was, known).isEmpty();
        return left
                ? Stream.empty()
                : Stream.of(manifest.fault(
                        key,
                        "should be a secret that the README, Strimzi or a store makes" + Nearest.said(was, known)));
    }

    private Set<String> made() {
        var here = applied.here().toList();
        var made = new TreeSet<>(LISTED.keySet());
        made.addAll(Secrets.ofStrimzi(here));
        made.addAll(Secrets.ofTheStore(here));
        applied.of("Secret").forEach(secret -> keys(secret, List.of("data", "stringData"))
                .forEach(key -> made.add(secret.name() + "/" + key)));
        return made;
    }

    private Stream<Fault> configMap(String key, JsonNode reference) {
        if (!reference.isObject() || reference.path("optional").asBoolean()) {
            return Stream.empty();
        }
        String name = reference.path("name").asText();
        var map = applied.of("ConfigMap")
                .filter(other -> other.name().equals(name))
                .findFirst();
        if (map.isEmpty()) {
            return Stream.of(manifest.fault(
                    key + "/name",
                    "should be a ConfigMap applied with it" + Nearest.said(name, applied.names("ConfigMap"))));
        }
        var keys = keys(map.get(), List.of("data", "binaryData"));
        String was = reference.path("key").asText();
        return !reference.has("key") || keys.contains(was)
                ? Stream.empty()
                : Stream.of(manifest.fault(
                        key + "/key",
                        "should be a key of ConfigMap/" + name + ", one of " + keys + Nearest.said(was, keys)));
    }

    private static Collection<String> keys(Manifest manifest, List<String> fields) {
        return fields.stream()
                .flatMap(field -> manifest.at("/" + field).properties().stream().map(Map.Entry::getKey))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
