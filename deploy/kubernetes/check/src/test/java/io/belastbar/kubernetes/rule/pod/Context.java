package io.belastbar.kubernetes.rule.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;

/**
 * The security context under which a container runs: of each setting its own, else its pod's.
 *
 * @param pod where the pod's {@code spec} stands
 */
record Context(Manifest manifest, String pod, Container container) {
    /** @param key where it stands, or where it should */
    record Setting(String key, JsonNode value) {}

    Setting of(String name) {
        // A profile is taken whole, not key by key.
        boolean own = container.at("/securityContext").has(name.replaceFirst("/.*", ""));
        return own ? own(name) : new Setting(pod + "/securityContext/" + name, pods(name));
    }

    /** One that a pod cannot say for its containers. */
    Setting own(String name) {
        return new Setting(container.key() + "/securityContext/" + name, container.at("/securityContext/" + name));
    }

    private JsonNode pods(String name) {
        return manifest.at(pod + "/securityContext/" + name);
    }
}
