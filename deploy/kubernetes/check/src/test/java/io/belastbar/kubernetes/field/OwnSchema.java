package io.belastbar.kubernetes.field;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Kinds of which nobody publishes a model here: schemas of our own, of the fields that we write and no others. */
final class OwnSchema implements FieldCheck {
    private static final Map<String, String> FILES = Map.of(
            "postgresql.cnpg.io/v1/Cluster", "cloudnative-pg-cluster.json",
            "postgresql.cnpg.io/v1/ScheduledBackup", "cloudnative-pg-scheduled-backup.json",
            "monitoring.coreos.com/v1/ServiceMonitor", "service-monitor.json",
            "monitoring.coreos.com/v1/PodMonitor", "pod-monitor.json",
            "monitoring.coreos.com/v1/PrometheusRule", "prometheus-rule.json",
            "keda.sh/v1alpha1/ScaledObject", "keda-scaled-object.json",
            "external-secrets.io/v1/ExternalSecret", "external-secret.json");
    private static final SchemaValidatorsConfig POINTERS =
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    private static final Map<String, JsonSchema> READ = new ConcurrentHashMap<>();

    @Override
    public boolean knows(Manifest manifest) {
        return FILES.containsKey(key(manifest));
    }

    @Override
    public Stream<Fault> faults(Manifest manifest) {
        return READ.computeIfAbsent(FILES.get(key(manifest)), OwnSchema::read).validate(manifest.json()).stream()
                .map(refused -> manifest.fault(
                        refused.getProperty() == null
                                ? refused.getInstanceLocation().toString()
                                : refused.getInstanceLocation() + "/" + refused.getProperty(),
                        refused.getMessage().replaceFirst("^\\S+: ", "")));
    }

    private static String key(Manifest manifest) {
        return manifest.at("/apiVersion").asText() + "/" + manifest.kind();
    }

    private static JsonSchema read(String file) {
        try (var schema = OwnSchema.class.getResourceAsStream("/schemas/" + file)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8), POINTERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
