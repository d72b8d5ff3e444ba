package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.rule.Rules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The good manifests of budget-service with one fault at a time: each is refused by file, object and key. */
class BrokenManifestsTest {
    private static final String FILE = "base/services/budget.yaml";
    private static final String GOOD = Manifests.text(FILE);
    private static final String DEPLOYMENT = FILE + ": Deployment/budget-service: ";
    private static final String POD = DEPLOYMENT + "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/budget-service";

    /** @param key how the refusal begins */
    record Broken(String good, String bad, String key) {}

    static Stream<Broken> broken() {
        return Stream.of(
                new Broken(
                        "terminationGracePeriodSeconds",
                        "terminationGraceSeconds",
                        DEPLOYMENT + "terminationGraceSeconds: "),
                new Broken(
                        "containerPort: 18701",
                        "containerPort: \"18701\"",
                        DEPLOYMENT + "/spec/template/spec/containers/0/ports/0/containerPort: "),
                new Broken(
                        "path: /q/health/live", "path: /q/health/ready", CONTAINER + "/livenessProbe/httpGet/path: "),
                new Broken("startupProbe:", "readinessGate:", CONTAINER + "/startupProbe: should be there"),
                new Broken("runAsUser: 185", "runAsUser: 0", POD + "/securityContext/runAsUser: "),
                new Broken("runAsNonRoot: true", "runAsNonRoot: false", POD + "/securityContext/runAsNonRoot: "),
                new Broken(
                        "readOnlyRootFilesystem: true",
                        "readOnlyRootFilesystem: false",
                        CONTAINER + "/securityContext/readOnlyRootFilesystem: should be true: was false"),
                overriding("runAsUser: 0", "/runAsUser: should be the number of a user, not root: was 0"),
                overriding("runAsNonRoot: false", "/runAsNonRoot: should be true: was false"),
                overriding(
                        "seccompProfile: {type: Unconfined}",
                        "/seccompProfile/type: should be RuntimeDefault: was \"Unconfined\""),
                overriding("appArmorProfile: {type: Unconfined}", "/appArmorProfile/type: should not be Unconfined"),
                overriding("procMount: Unmasked", "/procMount: should be Default"),
                overriding("windowsOptions: {hostProcess: true}", "/windowsOptions/hostProcess: should not be true"),
                new Broken(
                        "containerPort: 18701",
                        "containerPort: 18701\n              hostPort: 80",
                        CONTAINER + "/ports/hostPort: should be absent: was 80"),
                new Broken(
                        "emptyDir:\n            sizeLimit: 256Mi",
                        "projected: {sources: [{serviceAccountToken: {path: token}}]}",
                        POD + "/volumes/tmp/projected/sources: should have no serviceAccountToken"),
                new Broken("- ALL", "- CHOWN", CONTAINER + "/securityContext/capabilities/drop: "),
                new Broken("mountPath: /tmp", "mountPath: /temp", CONTAINER + "/volumeMounts: should have one at /tmp"),
                new Broken("emptyDir:", "hostPath:", POD + "/volumes/tmp: "),
                new Broken(
                        "      automountServiceAccountToken: false",
                        "      automountServiceAccountToken: true",
                        POD + "/automountServiceAccountToken: should be false: was true"),
                new Broken(
                        "serviceAccountName: budget-service",
                        "serviceAccountName: default",
                        POD + "/serviceAccountName: "),
                new Broken(
                        "limits:\n              memory",
                        "limits:\n              cpu",
                        CONTAINER + "/resources/limits/memory: "),
                new Broken(":0.1.0-SNAPSHOT", ":latest", CONTAINER + "/image: should have a version other than latest"),
                new Broken(
                        "value: 10S", "value: 1S", CONTAINER + "/env/QUARKUS_SHUTDOWN_DELAY: should be at least 5 s"),
                new Broken("value: 30S", "value: soon", CONTAINER + "/env/QUARKUS_SHUTDOWN_TIMEOUT: "),
                new Broken("value: 30S", "value: 1M", POD + "/terminationGracePeriodSeconds: should be at least 75"),
                new Broken(
                        "terminationGracePeriodSeconds: 60",
                        "terminationGracePeriodSeconds: 30",
                        POD + "/terminationGracePeriodSeconds: should be at least 45"),
                new Broken(
                        "maxUnavailable: 1\n",
                        "minAvailable: 1\n",
                        FILE + ": PodDisruptionBudget/budget-service: /spec/maxUnavailable: should be 1: was absent"),
                new Broken(
                        "topologyKey: topology.kubernetes.io/zone",
                        "topologyKey: topology.kubernetes.io/region",
                        POD + "/topologySpreadConstraints: "),
                new Broken(
                        "app.kubernetes.io/name: budget-service\n  strategy",
                        "app.kubernetes.io/version: \"1\"\n  strategy",
                        DEPLOYMENT + "/spec/selector/matchLabels: should name no version: was \"1\""),
                new Broken(
                        "        app.kubernetes.io/component: service\n    spec",
                        "        component: service\n    spec",
                        DEPLOYMENT + "/spec/template/metadata/labels: should have app.kubernetes.io/component"));
    }

    /** What a container says goes before what its pod says. */
    private static Broken overriding(String own, String refusal) {
        String flag = "allowPrivilegeEscalation: false";
        return new Broken(flag, flag + "\n            " + own, CONTAINER + "/securityContext" + refusal);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aFaultIsRefusedByFileObjectAndKey(Broken broken) {
        assertThat(GOOD).contains(broken.good());

        assertThat(refused(GOOD.replace(broken.good(), broken.bad())))
                .anyMatch(fault -> fault.startsWith(broken.key()));
    }

    @ParameterizedTest
    @CsvSource({
        "budget-service, Deployment/budget-service: /spec/replicas: should be left to HorizontalPodAutoscaler/scaler",
        "loadtest-service, HorizontalPodAutoscaler/scaler: /spec/scaleTargetRef/name: should not be the load generator",
        "nobody, HorizontalPodAutoscaler/scaler: /spec/scaleTargetRef/name: should be applied with it"
    })
    void anAutoscalerIsRefused(String target, String refusal) {
        String numbered = GOOD.replace("  strategy:\n", "  replicas: 2\n  strategy:\n");

        assertThat(refused(numbered + """
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: scaler}
                spec:
                  maxReplicas: 3
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
                """.formatted(target))).anyMatch(fault -> fault.contains(refusal));
    }

    @ParameterizedTest
    @CsvSource({
        "/q, Prefix, off, /spec/rules/budget.example.org/http/paths: should lead to /api and below: was /q",
        "/, Prefix, off, /spec/rules/budget.example.org/http/paths: should lead to /api and below: was /",
        "/api, Prefix, on, /metadata/annotations/nginx.ingress.kubernetes.io/proxy-buffering: should be off: was on",
        "/api, Prefix, off, '/metadata/annotations/nginx.ingress.kubernetes.io/proxy-body-size: should be a size such as 10m, and not 0, no limit: was absent'",
        "/api, Prefix, off, /spec/tls: should have the host budget.example.org: was []"
    })
    void aWayInIsRefused(String path, String type, String buffering, String refusal) {
        assertThat(refused("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: way
                  annotations: {nginx.ingress.kubernetes.io/proxy-buffering: "%s"}
                spec:
                  rules:
                    - host: budget.example.org
                      http:
                        paths:
                          - path: %s
                            pathType: %s
                            backend: {service: {name: budget-service, port: {name: http}}}
                """.formatted(buffering, path, type))).contains(FILE + ": Ingress/way: " + refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "Role, /rules/resources: should name what it allows",
        "ClusterRole, /kind: should be a Role",
        "ClusterRoleBinding, /kind: should be a RoleBinding"
    })
    void aRightWithoutANameIsRefused(String kind, String refusal) {
        assertThat(refused("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: everything}
                rules:
                  - {apiGroups: [""], resources: ["*"], verbs: [get]}
                """.formatted(kind))).anyMatch(fault -> fault.contains(kind + "/everything: " + refusal));
    }

    private static List<String> refused(String text) {
        return Rules.faults(Manifests.read(FILE, text).toList()).stream()
                .map(Fault::toString)
                .toList();
    }
}
