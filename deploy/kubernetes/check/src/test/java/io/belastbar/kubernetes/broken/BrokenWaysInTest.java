package io.belastbar.kubernetes.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.rule.Rules;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways past an Ingress' paths: each would open {@code /q}, which asks nobody who he is. */
class BrokenWaysInTest {
    private static final String INGRESS = Manifests.text("base/ingress/ingress.yaml");
    private static final String SERVICES = Manifests.text("base/services/budget.yaml");

    @ParameterizedTest
    @CsvSource({
        "nginx.ingress.kubernetes.io/rewrite-target: /q/$2",
        "nginx.ingress.kubernetes.io/app-root: /q/metrics",
        "nginx.ingress.kubernetes.io/use-regex: 'true'",
        "nginx.ingress.kubernetes.io/server-snippet: 'location /q { }'",
        "nginx.ingress.kubernetes.io/configuration-snippet: 'rewrite ^ /q'",
        "haproxy.org/path-rewrite: /q",
        "traefik.ingress.kubernetes.io/router.middlewares: belastbar-q@kubernetescrd"
    })
    void anotherPathByAnAnnotationIsRefused(String annotation) {
        String first = "annotations:\n";
        String name = annotation.replaceFirst(":.*", "");

        assertThat(refused(INGRESS.replace(first, first + "    " + annotation + "\n")))
                .anyMatch(fault -> fault.contains("Ingress/budget-service: /metadata/annotations/" + name + ": "));
    }

    @ParameterizedTest
    @CsvSource({
        "'  ingressClassName: nginx', '  defaultBackend: {service: {name: budget-service, port: {name: http}}}', Ingress/budget-service: /spec/defaultBackend: ",
        "'path: /index.html', 'path: //q/metrics', Ingress/dashboard: /spec/rules/belastbar.example.org/http/paths: "
    })
    void anotherWayOfAnIngressIsRefused(String good, String bad, String refusal) {
        assertThat(INGRESS).contains(good);

        assertThat(refused(INGRESS.replace(good, bad))).anyMatch(fault -> fault.contains(refusal));
    }

    @ParameterizedTest
    @CsvSource({
        "type: LoadBalancer, 'type: should be ClusterIP, behind an Ingress: was LoadBalancer'",
        "type: NodePort, 'type: should be ClusterIP, behind an Ingress: was NodePort'",
        "externalIPs: [192.0.2.1], 'externalIPs: should be absent'"
    })
    void aDoorOfAServiceIsRefused(String door, String refusal) {
        String selector = "spec:\n  selector:\n    app.kubernetes.io/name: budget-service\n  ports";
        assertThat(SERVICES).contains(selector);

        assertThat(refused(SERVICES.replace(selector, selector.replaceFirst("spec:\n", "spec:\n  " + door + "\n"))))
                .anyMatch(fault -> fault.contains("Service/budget-service: /spec/" + refusal));
    }

    private static List<String> refused(String text) {
        return Rules.faults(Manifests.read("way.yaml", text).toList()).stream()
                .map(Fault::toString)
                .toList();
    }
}
