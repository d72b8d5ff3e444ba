package io.belastbar.kubernetes.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.service.Services;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which keys of which secrets are read, and who makes them: each as {@code secret/key}. */
public final class Secrets {
    /** What its operator reads of the secret of a role. */
    private static final List<String> OF_A_ROLE = List.of("username", "password");

    private static final List<String> OF_A_CERTIFICATE = List.of("tls.crt", "tls.key");

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private Secrets() {}

    public static Set<String> read(List<Manifest> manifests) {
        var read = new TreeSet<String>();
        manifests.forEach(manifest -> {
            manifest.containers()
                    .flatMap(container -> Manifest.elements(container.json().path("env")))
                    .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                    .filter(JsonNode::isObject)
                    .forEach(key -> read.add(
                            key.path("name").asText() + "/" + key.path("key").asText()));
            mounted(manifest).forEach(read::add);
            ofData(manifest).forEach(read::add);
        });
        return read;
    }

    /** Of a mounted secret, the files that a variable of the container names. */
    private static Stream<String> mounted(Manifest manifest) {
        return Manifest.elements(manifest.podSpec().path("volumes"))
                .filter(volume -> volume.has("secret"))
                .flatMap(volume -> manifest.containers()
                        .flatMap(container -> Manifest.elements(container.json().path("volumeMounts"))
                                .filter(mount -> mount.path("name").equals(volume.path("name")))
                                .flatMap(mount -> files(
                                        container.json(),
                                        mount.path("mountPath").asText() + "/")))
                        .map(file -> volume.at("/secret/secretName").asText() + "/" + file));
    }

    private static Stream<String> files(JsonNode container, String folder) {
        return Manifest.elements(container.path("env"))
                .map(variable -> variable.path("value").asText())
                .filter(value -> value.startsWith(folder))
                .map(value -> value.substring(folder.length()));
    }

    private static Stream<String> ofData(Manifest manifest) {
        var roles = Manifest.elements(manifest.at("/spec/managed/roles"))
                .flatMap(role -> keys(role.at("/passwordSecret/name").asText(), OF_A_ROLE));
        var backup = manifest.at("/spec/backup/barmanObjectStore/s3Credentials").properties().stream()
                .map(key -> key.getValue().path("name").asText() + "/"
                        + key.getValue().path("key").asText());
        var certificates = manifest.is("Ingress")
                ? Manifest.elements(manifest.at("/spec/tls"))
                        .flatMap(tls -> keys(tls.path("secretName").asText(), OF_A_CERTIFICATE))
                : Stream.<String>empty();
        return Stream.of(roles, backup, certificates).flatMap(keys -> keys);
    }

    /** Strimzi makes one of each user, and the authority of each cluster. */
    public static Set<String> ofStrimzi(List<Manifest> manifests) {
        var made = new TreeSet<String>();
        manifests.forEach(manifest -> {
            switch (manifest.kind()) {
                case "KafkaUser" ->
                    keys(manifest.name(), List.of("password", "sasl.jaas.config"))
                            .forEach(made::add);
                case "Kafka" ->
                    keys(manifest.name() + "-cluster-ca-cert", List.of("ca.crt"))
                            .forEach(made::add);
                default -> {}
            }
        });
        return made;
    }

    /** A template's keys stand for those that are fetched. */
    public static Set<String> ofTheStore(List<Manifest> manifests) {
        var made = new TreeSet<String>();
        manifests.stream().filter(manifest -> manifest.is("ExternalSecret")).forEach(secret -> {
            String name = secret.at("/spec/target/name").asText();
            var template = secret.at("/spec/target/template/data");
            var keys = template.isObject()
                    ? template.properties().stream().map(Map.Entry::getKey).toList()
                    : Manifest.elements(secret.at("/spec/data"))
                            .map(data -> data.path("secretKey").asText())
                            .toList();
            keys(name, keys).forEach(made::add);
        });
        return made;
    }

    /** The table of the README: who makes which. */
    public static Map<String, String> listed(String readme) {
        var listed = new TreeMap<String, String>();
        readme.lines()
                .dropWhile(line -> !line.startsWith("| secret | keys |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .forEach(row -> words(row[1]).flatMap(Secrets::names).forEach(name -> keys(
                                name, words(row[2]).toList())
                        .forEach(key -> listed.put(key, row[3].strip()))));
        return listed;
    }

    private static Stream<String> words(String cell) {
        return QUOTED.matcher(cell).results().map(found -> found.group(1));
    }

    private static Stream<String> names(String name) {
        return name.contains("<service>")
                ? Services.names().stream().map(service -> name.replace("<service>", service))
                : Stream.of(name);
    }

    private static Stream<String> keys(String secret, List<String> keys) {
        return keys.stream().map(key -> secret + "/" + key);
    }
}
