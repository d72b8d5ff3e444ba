package io.belastbar.kubernetes.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.service.Services;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is there, and whom each has to reach: read from what its container is configured with. */
record Connections(List<Manifest> manifests) {
    /** Made by operators and by a StatefulSet; the addresses are the services that these make. */
    private static final Map<String, Pod> DATA = Map.of(
            "belastbar-db-rw", new Pod("postgresql", Map.of("cnpg.io/cluster", "belastbar-db")),
            "belastbar-kafka-bootstrap", new Pod("kafka", Map.of("strimzi.io/cluster", "belastbar")),
            "redis", new Pod("redis", Map.of("app.kubernetes.io/name", "redis")));

    private static final String URL = "BELASTBAR_URL_";

    /** Of the systems that are measured; one of ours may be among them. */
    private static final String TARGET = "BELASTBAR_TARGETS_";

    /** From one to another, at the port of its container. */
    record Connection(Pod from, Pod to, int port) {
        @Override
        public String toString() {
            return from.name() + " → " + to.name() + ":" + port;
        }
    }

    /** The platform's own pods. */
    List<Pod> own() {
        return manifests.stream()
                .filter(manifest -> manifest.is("Deployment", "Job"))
                .map(Connections::pod)
                .toList();
    }

    List<Pod> all() {
        return Stream.concat(own().stream(), DATA.values().stream()).toList();
    }

    List<Connection> needed() {
        return manifests.stream()
                .filter(manifest -> manifest.is("Deployment", "Job"))
                .flatMap(manifest -> manifest.containers()
                        .flatMap(container -> Manifest.elements(container.json().path("env")))
                        .flatMap(variable -> to(variable).stream())
                        .map(to -> new Connection(pod(manifest), to.to(), to.port())))
                .toList();
    }

    /** Whom the configuration of a service names, by {@code BELASTBAR_URL_}. */
    List<String> peers(String deployment) {
        return manifests.stream()
                .filter(manifest -> manifest.is("Deployment") && manifest.name().equals(deployment))
                .flatMap(Manifest::containers)
                .flatMap(container -> Manifest.elements(container.json().path("env")))
                .map(variable -> variable.path("name").asText())
                .filter(name -> name.startsWith(URL))
                .map(name -> name.substring(URL.length()).toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private Optional<Connection> to(JsonNode variable) {
        String name = variable.path("name").asText();
        String value = variable.path("value").asText();
        if (name.equals("BELASTBAR_REDIS_URL")) {
            return Optional.of(new Connection(null, DATA.get("redis"), 6379));
        }
        if (name.equals("KAFKA_BOOTSTRAP_SERVERS")) {
            return Optional.of(data("kafka://" + value));
        }
        if (name.equals("BELASTBAR_POSTGRESQL_URL")) {
            return Optional.of(data(value));
        }
        if (name.startsWith(TARGET) && name.endsWith("_URL")) {
            return isService(URI.create(value).getHost())
                    ? Optional.of(service(URI.create(value).getHost()))
                    : Optional.empty();
        }
        return name.startsWith(URL) ? Optional.of(service(URI.create(value).getHost())) : Optional.empty();
    }

    private static Connection data(String address) {
        var uri = URI.create(address);
        return new Connection(null, DATA.get(uri.getHost()), uri.getPort());
    }

    private static boolean isService(String host) {
        return Services.all().stream().anyMatch(service -> service.module().equals(host));
    }

    private Connection service(String host) {
        int port = Services.all().stream()
                .filter(service -> service.module().equals(host))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a URL should lead to a service of the list: was " + host))
                .port();
        var pod = own().stream()
                .filter(each -> each.name().equals(host))
                .findFirst()
                .orElseThrow();
        return new Connection(null, pod, port);
    }

    private static Pod pod(Manifest manifest) {
        var labels = manifest.at(manifest.pod().orElseThrow() + "/metadata/labels");
        return new Pod(
                manifest.name(),
                labels.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, label -> label.getValue()
                        .asText())));
    }
}
