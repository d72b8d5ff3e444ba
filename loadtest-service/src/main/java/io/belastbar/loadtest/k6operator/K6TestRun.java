package io.belastbar.loadtest.k6operator;

import io.belastbar.loadtest.remote.RemoteRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What k6-operator is asked to run: the script in a ConfigMap and a TestRun ({@code k6.io/v1alpha1}) that names it.
 *
 * @param namespace where both are made
 * @param parallelism runners among which k6 splits the load
 * @param image of the runners; empty: the operator's default
 */
record K6TestRun(RemoteRun run, String script, String namespace, int parallelism, Optional<String> image) {

    static final ResourceDefinitionContext TYPE = new ResourceDefinitionContext.Builder()
            .withGroup("k6.io")
            .withVersion("v1alpha1")
            .withKind("TestRun")
            .withPlural("testruns")
            .withNamespaced(true)
            .build();

    /** Largest ConfigMap that Kubernetes takes. */
    static final int SCRIPT_BYTES_MAX = 1_000_000;

    private static final String FILE = "script.js";
    private static final int NAME_MAX = 50;

    /** A DNS label (RFC 1123), unique to the run. */
    String name() {
        String name = ("belastbar-" + run.runId()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        return name.substring(0, Math.min(NAME_MAX, name.length())).replaceAll("-+$", "");
    }

    /** By which the operator marks the pods of the runners. */
    String runnerSelector() {
        return "app=k6,k6_cr=" + name() + ",runner=true";
    }

    ConfigMap configMap() {
        return new ConfigMapBuilder()
                .withMetadata(metadata())
                .withData(Map.of(FILE, script))
                .build();
    }

    /** Without {@code cleanup}: the operator would take the runners' logs away before they are read. */
    GenericKubernetesResource resource() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("parallelism", parallelism);
        spec.put("script", Map.of("configMap", Map.of("name", name(), "file", FILE)));
        spec.put("arguments", "--tag belastbar_run=" + name());
        Map<String, Object> runner = new LinkedHashMap<>();
        runner.put(
                "env", List.of(Map.of("name", "BASE_URL", "value", run.target().toString())));
        image.ifPresent(own -> runner.put("image", own));
        spec.put("runner", runner);
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("k6.io/v1alpha1")
                .withKind("TestRun")
                .withMetadata(metadata())
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    private ObjectMeta metadata() {
        return new ObjectMetaBuilder()
                .withName(name())
                .withNamespace(namespace)
                .withLabels(Map.of("app.kubernetes.io/managed-by", "belastbar"))
                .build();
    }
}
