package io.belastbar.kubernetes.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * From outside one comes to {@code /api} and to nothing else of a service: {@code /q} needs no caller. Events come as
 * they are sent, and only encrypted. No Service is a way in of its own.
 */
final class OnlyTheApi implements Rule {
    private static final String PAGE = "dashboard";
    private static final Set<String> OPEN = Set.of("NodePort", "LoadBalancer");

    /** Of NGINX, HAProxy, Traefik and AWS' load balancer: paths that are written anew, and text put in as it stands. */
    private static final Pattern OTHER_PATH = Pattern.compile(
            ".*/(.*rewrite.*|.*snippet.*|app-root|use-regex|default-backend|router[.]middlewares|(actions|transforms)[.].*)");

    private static final Pattern FILE = Pattern.compile("/|(/[\\w-][\\w.-]*)+");

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        return switch (manifest.kind()) {
            case "Ingress" ->
                Stream.of(
                                paths(manifest),
                                everythingElse(manifest),
                                otherPaths(manifest),
                                encryption(manifest),
                                buffering(manifest),
                                size(manifest))
                        .flatMap(faults -> faults);
            case "Service" -> ofService(manifest);
            default -> Stream.empty();
        };
    }

    /** A door of its own, at which no path is looked at. */
    private static Stream<Fault> ofService(Manifest service) {
        var type = service.at("/spec/type");
        var open = OPEN.contains(type.asText())
                ? Stream.of(service.fault("/spec/type", "should be ClusterIP, behind an Ingress: was " + type.asText()))
                : Stream.<Fault>empty();
        var addresses = service.at("/spec/externalIPs");
        return addresses.isEmpty()
                ? open
                : Stream.concat(
                        open, Stream.of(service.fault("/spec/externalIPs", "should be absent: was " + addresses)));
    }

    private static Stream<Fault> everythingElse(Manifest manifest) {
        String key = "/spec/defaultBackend";
        return manifest.at(key).isMissingNode()
                ? Stream.empty()
                : Stream.of(manifest.fault(key, "should be absent, for it gets every path: was " + manifest.at(key)));
    }

    private static Stream<Fault> otherPaths(Manifest manifest) {
        return manifest.at("/metadata/annotations").properties().stream()
                .filter(annotation -> OTHER_PATH.matcher(annotation.getKey()).matches())
                .map(annotation -> manifest.fault(
                        "/metadata/annotations/" + annotation.getKey(),
                        "should be absent, for it makes another path or way: was "
                                + annotation.getValue().asText()));
    }

    private static Stream<Fault> paths(Manifest manifest) {
        return Manifest.elements(manifest.at("/spec/rules"))
                .flatMap(rule -> Manifest.elements(rule.at("/http/paths")).map(path -> new Way(rule, path)))
                .filter(way -> !way.allowed())
                .map(way -> manifest.fault(
                        "/spec/rules/" + way.host() + "/http/paths",
                        "should lead to /api and below: was "
                                + way.path().path("path").asText()));
    }

    private static Stream<Fault> encryption(Manifest manifest) {
        var encrypted = Manifest.elements(manifest.at("/spec/tls"))
                .flatMap(tls -> Manifest.elements(tls.path("hosts")))
                .map(JsonNode::asText)
                .toList();
        return Manifest.elements(manifest.at("/spec/rules"))
                .map(rule -> rule.path("host").asText())
                .filter(host -> !encrypted.contains(host))
                .map(host -> manifest.fault("/spec/tls", "should have the host " + host + ": was " + encrypted));
    }

    private static Stream<Fault> buffering(Manifest manifest) {
        String key = "nginx.ingress.kubernetes.io/proxy-buffering";
        String value = manifest.at("/metadata/annotations").path(key).asText("absent");
        return value.equals("off")
                ? Stream.empty()
                : Stream.of(manifest.fault("/metadata/annotations/" + key, "should be off: was " + value));
    }

    /** Else the proxy's default of one megabyte, or none at all, stands before the service's own. */
    private static Stream<Fault> size(Manifest manifest) {
        String key = "nginx.ingress.kubernetes.io/proxy-body-size";
        String value = manifest.at("/metadata/annotations").path(key).asText("absent");
        return value.matches("[1-9][0-9]*[km]")
                ? Stream.empty()
                : Stream.of(manifest.fault(
                        "/metadata/annotations/" + key,
                        "should be a size such as 10m, and not 0, no limit: was " + value));
    }

    private record Way(JsonNode rule, JsonNode path) {
        String host() {
            return rule.path("host").asText();
        }

        /** Of the page also its files, each by its name: all below it would be /q too. */
        boolean allowed() {
            String to = path.path("path").asText();
            boolean page = path.at("/backend/service/name").asText().equals(PAGE);
            return path.path("pathType").asText().equals("Prefix")
                    ? to.equals("/api")
                    : page
                            && path.path("pathType").asText().equals("Exact")
                            && FILE.matcher(to).matches()
                            && !to.startsWith("/q");
        }
    }
}
