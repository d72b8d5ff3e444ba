package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.rule.Rules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that lead nowhere: a cluster takes them all. The good fixture is the base and production's autoscalers as they stand. */
class BrokenReferencesTest {
    private static final String SCALERS = "overlays/production/autoscaling.yaml";
    private static final List<String> FILES = Stream.concat(
                    Manifests.files("base").filter(file -> !file.endsWith("kustomization.yaml")), Stream.of(SCALERS))
            .toList();

    @Test
    void nothingOfThePlatformsIsRefused() {
        assertThat(refused("", "", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            services/budget.yaml | '  selector:\n    app.kubernetes.io/name: budget-service' | '  selector:\n    app.kubernetes.io/name: budget-servce' | Service/budget-service: /spec/selector/app.kubernetes.io/name: should select a pod that is applied with it: was budget-servce, did you mean budget-service?
            services/chaos.yaml | '    matchLabels:\n      app.kubernetes.io/name: chaos-service\n---' | '    matchLabels:\n      app.kubernetes.io/name: chaos\n---' | PodDisruptionBudget/chaos-service: /spec/selector/matchLabels/app.kubernetes.io/name: should select a pod
            network/data.yaml | app.kubernetes.io/name: capacity-service | app.kubernetes.io/name: capacity-servise | NetworkPolicy/postgresql: /spec/ingress/0/from/4/podSelector/matchLabels/app.kubernetes.io/name: should select a pod that is applied with it: was capacity-servise, did you mean capacity-service?
            network/services.yaml | strimzi.io/cluster: belastbar | strimzi.io/cluster: belastbr | NetworkPolicy/budget-service: /spec/egress/3/to/0/podSelector/matchLabels/strimzi.io/cluster: should select a pod that is applied with it: was belastbr, did you mean belastbar?
            monitoring/service-monitor.yaml | component: service | component: servic | ServiceMonitor/belastbar: /spec/selector/matchLabels/app.kubernetes.io/component: should select a Service that is applied with it: was servic, did you mean service?
            monitoring/service-monitor.yaml | port: http | port: htp | ServiceMonitor/belastbar: /spec/endpoints/0/port: should be a port of its Services
            services/profiling.yaml | name: belastbar-db-profiling | name: belastbar-db-profling | Deployment/profiling-service: /spec/template/spec/containers/profiling-service/env/BELASTBAR_POSTGRESQL_PASSWORD_PROFILING/valueFrom/secretKeyRef/name: should be a secret that the README, Strimzi or a store makes: was belastbar-db-profling, did you mean belastbar-db-profiling?
            migrations/jobs.yaml | key: password | key: pasword | 'Job/budget-migrations: /spec/template/spec/containers/migrations/env/BELASTBAR_POSTGRESQL_PASSWORD_BUDGET/valueFrom/secretKeyRef/key: should be a key of the secret belastbar-db-budget, one of [password, username]: was pasword, did you mean password?'
            redis/redis.yaml | name: belastbar-redis | name: belastbar-reddis | StatefulSet/redis: /spec/template/spec/containers/redis/env/REDIS_PASSWORD/valueFrom/secretKeyRef/name: should be a secret
            services/chaos.yaml | secretName: belastbar-record-key | secretName: belastbar-recordkey | Deployment/chaos-service: /spec/template/spec/volumes/
            postgresql/cluster.yaml | name: belastbar-db-chaos | name: belastbar-db-kaos | Cluster/belastbar-db: /spec/managed/roles/
            services/loadtest.yaml | secretKeyRef: | configMapKeyRef: | Deployment/loadtest-service: /spec/template/spec/containers/loadtest-service/env/BELASTBAR_POSTGRESQL_PASSWORD_LOADTEST/valueFrom/configMapKeyRef/name: should be a ConfigMap applied with it: was belastbar-db-loadtest
            services/loadtest.yaml | PASSWORD_LOADTEST | PASSWORT_LOADTEST | Deployment/loadtest-service: /spec/template/spec/containers/loadtest-service/env/BELASTBAR_POSTGRESQL_PASSWORT_LOADTEST: should be a variable that loadtest-service knows: was BELASTBAR_POSTGRESQL_PASSWORT_LOADTEST, did you mean BELASTBAR_POSTGRESQL_PASSWORD_LOADTEST?
            services/budget.yaml | SERVICE_SHA256 | SERVICE_SHA265 | Deployment/budget-service: /spec/template/spec/containers/budget-service/env/BELASTBAR_SECURITY_TOKENS_SERVICE_SHA265: should be a variable that budget-service knows: was BELASTBAR_SECURITY_TOKENS_SERVICE_SHA265, did you mean BELASTBAR_SECURITY_TOKENS_SERVICE_SHA256?
            services/dashboard.yaml | BELASTBAR_URL_CHAOS | BELASTBAR_URL_CHAOSS | Deployment/dashboard: /spec/template/spec/containers/dashboard/env/BELASTBAR_URL_CHAOSS: should be a variable that dashboard knows: was BELASTBAR_URL_CHAOSS, did you mean BELASTBAR_URL_CHAOS?
            services/budget.yaml | PASSWORD_BUDGET | PASSWORD_CHAOS | Deployment/budget-service: /spec/template/spec/containers/budget-service/env/BELASTBAR_POSTGRESQL_PASSWORD_CHAOS: should be a variable that budget-service knows
            services/chaos.yaml | BELASTBAR_CHAOS_PROBE_FOLDER | BELASTBAR_CHAOS_PROBES_FOLDER | Deployment/chaos-service: /spec/template/spec/containers/chaos-service/env/BELASTBAR_CHAOS_PROBES_FOLDER: should be a variable that chaos-service knows: was BELASTBAR_CHAOS_PROBES_FOLDER, did you mean BELASTBAR_CHAOS_PROBE_FOLDER?
            services/capacity.yaml | KAFKA_SECURITY_PROTOCOL | KAFKA_SECURTY_PROTOCOL | Deployment/capacity-service: /spec/template/spec/containers/capacity-service/env/KAFKA_SECURTY_PROTOCOL: should be a variable
            services/dashboard.yaml | http://chaos-service | http://chaos-servce | Deployment/dashboard: /spec/template/spec/containers/dashboard/env/BELASTBAR_URL_CHAOS: should lead to a Service of the namespace: was chaos-servce, did you mean chaos-service?
            services/budget.yaml | belastbar-kafka-bootstrap:9093 | belastbar-kafka-boostrap:9093 | Deployment/budget-service: /spec/template/spec/containers/budget-service/env/KAFKA_BOOTSTRAP_SERVERS: should lead to a Service
            ingress/ingress.yaml | 'port:\n                  name: http' | 'port:\n                  name: https' | 'Ingress/capacity-service: /spec/rules/capacity.belastbar.example.org/http/paths/backend/service/port/name: should be a port of Service/capacity-service, one of [http]: was https, did you mean http?'
            ingress/ingress.yaml | 'name: chaos-service\n                port' | 'name: chaos\n                port' | Ingress/chaos-service: /spec/rules/chaos.belastbar.example.org/http/paths/backend/service/name: should be a Service applied with it: was chaos
            services/chaos.yaml | containerPort: 18704 | containerPort: 18714 | 'Deployment/chaos-service: /spec/template/spec/containers/chaos-service/ports/0/containerPort: should be 18704, where chaos-service listens: was 18714'
            services/dashboard.yaml | containerPort: 18700 | containerPort: 8080 | 'Deployment/dashboard: /spec/template/spec/containers/dashboard/ports/0/containerPort: should be 18700, where dashboard listens: was 8080'
            services/budget.yaml | targetPort: http | targetPort: web | Service/budget-service: /spec/ports/0/targetPort: should be a port of its pods
            redis/redis.yaml | port: 6379 | port: 6380 | Service/redis: /spec/ports/0/port: should be a port of its pods
            services/budget.yaml | 'path: /q/health/ready\n              port: http' | 'path: /q/health/ready\n              port: 18071' | Deployment/budget-service: /spec/template/spec/containers/budget-service/readinessProbe/httpGet/port: should be a port of the container, one of [18701, http]: was 18071
            redis/redis.yaml | 'tcpSocket:\n              port: redis' | 'tcpSocket:\n              port: reddis' | StatefulSet/redis: /spec/template/spec/containers/redis/startupProbe/tcpSocket/port: should be a port of the container
            network/services.yaml | port: 6379 | port: 6380 | NetworkPolicy/budget-service: /spec/egress/4/ports/0/port: should be a port where those listen, one of [6379, redis]: was 6380
            network/data.yaml | port: 6379 | port: 6380 | NetworkPolicy/redis: /spec/ingress/0/ports/0/port: should be a port where those listen
            network/data.yaml | port: 9093 | port: 9193 | NetworkPolicy/kafka: /spec/ingress/0/ports/0/port: should be a port where those listen
            production/autoscaling.yaml | maxReplicas: 6 | maxReplicas: 0 | HorizontalPodAutoscaler/budget-service: /spec/maxReplicas: should be at least 2: was 0
            production/autoscaling.yaml | minReplicas: 2 | minReplicas: 9 | HorizontalPodAutoscaler/budget-service: /spec/maxReplicas: should be at least 9: was 6
            production/autoscaling.yaml | minReplicas: 2 | minReplicas: 0 | HorizontalPodAutoscaler/budget-service: /spec/minReplicas: should be at least 1: was 0
            production/autoscaling.yaml | '    name: budget-service' | '    name: budget-servce' | HorizontalPodAutoscaler/budget-service: /spec/scaleTargetRef/name: should be applied with it: was Deployment/budget-servce, did you mean Deployment/budget-service?
            services/budget.yaml | '- name: tmp\n              mountPath' | '- name: temp\n              mountPath' | Deployment/budget-service: /spec/template/spec/containers/budget-service/volumeMounts/temp: should be one of
            services/budget.yaml | serviceAccountName: budget-service | serviceAccountName: budget-servic | Deployment/budget-service: /spec/template/spec/serviceAccountName: should be a ServiceAccount applied with it: was budget-servic, did you mean budget-service?
            redis/redis.yaml | serviceName: redis | serviceName: reddis | StatefulSet/redis: /spec/serviceName: should be a Service applied with it: was reddis, did you mean redis?
            kafka/users.yaml | strimzi.io/cluster: belastbar | strimzi.io/cluster: belastba | KafkaUser/budget: /metadata/labels/strimzi.io~1cluster: should be a Kafka applied with it: was belastba, did you mean belastbar?
            """)
    void aNameThatLeadsNowhereIsRefused(String file, String good, String bad, String refusal) {
        assertThat(refused(file, good, bad)).anyMatch(fault -> fault.contains(file + ": " + refusal));
    }

    @ParameterizedTest
    @CsvSource({
        "ScaledObject, 'minReplicaCount: 2, maxReplicaCount: 1', '/spec/maxReplicaCount: should be at least 2: was 1'",
        "ScaledObject, maxReplicaCount: 0, '/spec/maxReplicaCount: should be at least 1: was 0'",
        "ScaledObject, maxReplicaCount: 3, '/spec/scaleTargetRef/name: should be applied with it: was Deployment/nobody'"
    })
    void oneOfKedaIsRefused(String kind, String range, String refusal) {
        assertThat(alone("""
                apiVersion: keda.sh/v1alpha1
                kind: %s
                metadata: {name: scaler}
                spec: {%s, scaleTargetRef: {name: nobody}}
                """.formatted(kind, range))).anyMatch(fault -> fault.contains(kind + "/scaler: " + refusal));
    }

    @Test
    void aRightOfNobodyIsRefused() {
        assertThat(alone("""
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: loadtest-service, namespace: belastbar}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: rights, namespace: k6}
                roleRef: {kind: Role, name: rights, apiGroup: rbac.authorization.k8s.io}
                subjects:
                  - {kind: ServiceAccount, name: loadtest-service, namespace: belastbar}
                  - {kind: ServiceAccount, name: loadtest-service}
                """))
                .anyMatch(fault -> fault.contains("RoleBinding/rights: /roleRef: should be a Role of its namespace"))
                .anyMatch(fault -> fault.contains(
                        "RoleBinding/rights: /subjects/1/name: should be a ServiceAccount of the namespace k6"))
                .noneMatch(fault -> fault.contains("/subjects/0/"));
    }

    /** Of a pod of somebody else's we know neither variables nor ports nor who makes its secrets. */
    @Test
    void whatIsSomebodyElsesIsLeftAlone() {
        assertThat(alone("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {size: "1"}
                ---
                apiVersion: batch/v1
                kind: Job
                metadata: {name: stranger}
                spec:
                  template:
                    spec:
                      containers:
                        - name: stranger
                          image: example.org/stranger:1
                          ports: [{containerPort: 9999}]
                          env:
                            - {name: BELASTBAR_ANYTHING, value: "1"}
                            - {name: SIZE, valueFrom: {configMapKeyRef: {name: settings, key: size}}}
                            - {name: OTHER, valueFrom: {secretKeyRef: {name: of-the-stranger, key: any}}}
                """)).noneMatch(fault -> fault.contains("/env") || fault.contains("/ports"));
    }

    private static List<String> refused(String file, String good, String bad) {
        return told(FILES.stream()
                .flatMap(each -> {
                    String text = Manifests.text(each);
                    boolean broken = !file.isEmpty() && each.endsWith(file);
                    if (broken) {
                        assertThat(text).contains(good);
                    }
                    return Manifests.read(each, broken ? text.replace(good, bad) : text);
                })
                .toList());
    }

    private static List<String> alone(String text) {
        return told(Manifests.read("own.yaml", text).toList());
    }

    private static List<String> told(List<Manifest> manifests) {
        return Rules.faults(manifests).stream().map(Fault::toString).toList();
    }
}
