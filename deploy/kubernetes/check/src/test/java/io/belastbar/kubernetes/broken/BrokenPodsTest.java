package io.belastbar.kubernetes.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever makes a pod, and whichever container of it: what a pod may not do is refused there. */
class BrokenPodsTest {
    private static final String FILE = "pod.yaml";
    private static final String SPEC = """
            securityContext: {runAsNonRoot: true, runAsUser: 185, seccompProfile: {type: RuntimeDefault}}
            %s:
              - name: shell
                image: shell:1
                securityContext: {privileged: true, runAsUser: 0}
            volumes:
              - name: node
                hostPath: {path: /}
            """;

    @ParameterizedTest
    @CsvSource({
        "v1, Pod, '', ",
        "apps/v1, ReplicaSet, spec, /spec/template",
        "v1, ReplicationController, spec, /spec/template",
        "apps/v1, DaemonSet, spec, /spec/template",
        "v1, PodTemplate, '', /template"
    })
    void everyKindThatMakesAPodIsHeldToTheRules(String version, String kind, String above, String pod) {
        String template = pod == null
                ? ""
                : "template:\n  " + "spec:\n" + SPEC.formatted("containers").indent(4);
        String body = pod == null
                ? "spec:\n" + SPEC.formatted("containers").indent(2)
                : above.isEmpty() ? template : above + ":\n" + template.indent(2);
        String key = kind + "/open: " + (pod == null ? "" : pod) + "/spec";

        assertThat(refused("apiVersion: %s\nkind: %s\nmetadata: {name: open}\n%s".formatted(version, kind, body)))
                .anyMatch(fault -> fault.contains(key + "/volumes/node: should be one of"))
                .anyMatch(fault -> fault.contains(key + "/containers/shell/securityContext/privileged: "))
                .anyMatch(fault -> fault.contains(key + "/containers/shell/securityContext/runAsUser: "))
                .anyMatch(fault -> fault.contains(key + "/automountServiceAccountToken: should be false"));
    }

    @ParameterizedTest
    @CsvSource({"initContainers", "containers", "ephemeralContainers"})
    void everyContainerOfAPodIsHeldToTheRules(String list) {
        assertThat(refused("apiVersion: v1\nkind: Pod\nmetadata: {name: open}\nspec:\n"
                        + SPEC.formatted(list).indent(2)))
                .anyMatch(fault ->
                        fault.contains("/spec/" + list + "/shell/securityContext/runAsUser: should be the number"));
    }

    /** As kubectl takes it: a list is its items. */
    @Test
    void anItemOfAListIsHeldToTheRules() {
        String pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: open}\nspec:\n"
                + SPEC.formatted("containers").indent(2);

        assertThat(refused("apiVersion: v1\nkind: List\nitems:\n  - "
                        + pod.indent(4).strip()))
                .anyMatch(fault -> fault.contains("Pod/open: /spec/volumes/node: should be one of"));
    }

    @Test
    void aKeyOfTheClusterThatNeverEndsIsRefused() {
        assertThat(refused("""
                apiVersion: v1
                kind: Secret
                metadata: {name: key}
                type: kubernetes.io/service-account-token
                """)).anyMatch(fault -> fault.contains("Secret/key: /type: should be another"));
    }

    private static List<String> refused(String text) {
        return Rules.faults(Manifests.read(FILE, text).toList()).stream()
                .map(Fault::toString)
                .toList();
    }
}
