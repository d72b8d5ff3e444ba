package io.belastbar.kubernetes.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Wherever a port is named, somebody listens there: from the way in to the container, and in what is let through. */
public final class Ports implements Rule {
    private static final List<String> CALLS = List.of(
            "/startupProbe/httpGet",
            "/startupProbe/tcpSocket",
            "/startupProbe/grpc",
            "/readinessProbe/httpGet",
            "/readinessProbe/tcpSocket",
            "/readinessProbe/grpc",
            "/livenessProbe/httpGet",
            "/livenessProbe/tcpSocket",
            "/livenessProbe/grpc",
            "/lifecycle/preStop/httpGet",
            "/lifecycle/postStart/httpGet");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        var applied = Applied.around(manifest, all);
        return switch (manifest.kind()) {
            case "Service" -> ofService(manifest, applied);
            case "Ingress" -> ofIngress(manifest, applied);
            case "NetworkPolicy" -> new PolicyPorts(manifest, applied).faults();
            default -> ofPod(manifest);
        };
    }

    private static Stream<Fault> ofPod(Manifest manifest) {
        return manifest.containers()
                .flatMap(container -> Stream.concat(probes(manifest, container), own(manifest, container)));
    }

    private static Stream<Fault> probes(Manifest manifest, Container container) {
        var known = names(container);
        return CALLS.stream()
                .filter(call -> container.at(call).isObject())
                .filter(call -> !known.contains(container.at(call + "/port").asText()))
                .map(call -> manifest.fault(
                        container.key() + call + "/port",
                        "should be a port of the container, one of " + known
                                + Nearest.said(container.at(call + "/port").asText(), known)));
    }

    /** What a service listens on stands in the list of services; its environment may say otherwise. */
    private static Stream<Fault> own(Manifest manifest, Container container) {
        return Owner.of(manifest, container).stream().flatMap(module -> {
            String port = listens(module, container);
            return IntStream.range(0, container.at("/ports").size())
                    .mapToObj("/ports/%d/containerPort"::formatted)
                    .filter(key -> !container.at(key).asText().equals(port))
                    .map(key -> manifest.fault(
                            container.key() + key,
                            "should be " + port + ", where " + module + " listens: was " + container.at(key)));
        });
    }

    private static String listens(String module, Container container) {
        String variable = "BELASTBAR_PORT_" + module.replace("-service", "").toUpperCase(Locale.ROOT);
        return container
                .variable("QUARKUS_HTTP_PORT")
                .or(() -> container.variable(variable))
                .orElse(String.valueOf(Owner.port(module).orElseThrow()));
    }

    private static Stream<Fault> ofService(Manifest service, Applied applied) {
        var pods = applied.pods(service.at("/spec/selector")).toList();
        if (!service.at("/spec/selector").isObject() || pods.isEmpty()) {
            return Stream.empty();
        }
        var known = ports(pods);
        return IntStream.range(0, service.at("/spec/ports").size())
                .mapToObj("/spec/ports/%d/"::formatted)
                .map(port -> service.at(port + "targetPort").isMissingNode() ? port + "port" : port + "targetPort")
                .filter(key -> !known.contains(service.at(key).asText()))
                .map(key -> service.fault(
                        key,
                        "should be a port of its pods, one of " + known
                                + Nearest.said(service.at(key).asText(), known)));
    }

    private static Stream<Fault> ofIngress(Manifest ingress, Applied applied) {
        return Manifest.elements(ingress.at("/spec/rules")).flatMap(rule -> Manifest.elements(rule.at("/http/paths"))
                .map(path -> path.at("/backend/service"))
                .filter(JsonNode::isObject)
                .flatMap(backend -> backend(
                        ingress,
                        "/spec/rules/" + rule.path("host").asText() + "/http/paths/backend/service",
                        backend,
                        applied)));
    }

    private static Stream<Fault> backend(Manifest ingress, String key, JsonNode backend, Applied applied) {
        String name = backend.path("name").asText();
        var service =
                applied.of("Service").filter(other -> other.name().equals(name)).findFirst();
        if (service.isEmpty()) {
            return Stream.of(ingress.fault(
                    key + "/name",
                    "should be a Service applied with it" + Nearest.said(name, applied.names("Service"))));
        }
        String by = backend.path("port").has("name") ? "name" : "number";
        String port = backend.path("port").path(by).asText();
        var known = new TreeSet<>(Manifest.elements(service.get().at("/spec/ports"))
                .map(each -> each.path(by.equals("name") ? "name" : "port").asText())
                .toList());
        return known.contains(port)
                ? Stream.empty()
                : Stream.of(ingress.fault(
                        key + "/port/" + by,
                        "should be a port of Service/" + name + ", one of " + known + Nearest.said(port, known)));
    }

    /** Names and numbers; of our own also where they listen, so that a wrong containerPort is said once. */
    static Collection<String> ports(List<Manifest> pods) {
        return new TreeSet<>(pods.stream()
                .flatMap(pod -> pod.containers()
                        .flatMap(container -> Stream.concat(
                                names(container).stream(),
                                Owner.of(pod, container).stream().map(module -> listens(module, container)))))
                .toList());
    }

    private static Collection<String> names(Container container) {
        return new TreeSet<>(Manifest.elements(container.at("/ports"))
                .flatMap(port -> Stream.of(
                        port.path("name").asText(), port.path("containerPort").asText()))
                .filter(name -> !name.isEmpty())
                .toList());
    }
}
