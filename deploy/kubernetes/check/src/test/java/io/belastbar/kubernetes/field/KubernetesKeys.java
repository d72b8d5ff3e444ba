package io.belastbar.kubernetes.field;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Unknown and missing keys in any depth, by the models that are made from Kubernetes' OpenAPI; not the types of numbers. */
final class KubernetesKeys implements FieldCheck {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";
    private static final Pattern FIELD = Pattern.compile("[fF]ield `([^`]+)`");

    @Override
    public boolean knows(Manifest manifest) {
        return model(manifest).isPresent();
    }

    @Override
    public Stream<Fault> faults(Manifest manifest) {
        try {
            model(manifest)
                    .orElseThrow()
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(manifest.json().toString()));
            return Stream.empty();
        } catch (InvocationTargetException refused) {
            String said = String.valueOf(refused.getCause().getMessage());
            var field = FIELD.matcher(said);
            return Stream.of(manifest.fault(field.find() ? field.group(1) : "/", said.replaceFirst(" JSON: .*", "")));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Class<?>> model(Manifest manifest) {
        String version = manifest.at("/apiVersion").asText();
        String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
        if (group.contains(".") && !group.endsWith("k8s.io")) {
            return Optional.empty();
        }
        String prefix = version.substring(version.indexOf('/') + 1).toUpperCase(Locale.ROOT);
        try {
            return Optional.of(Class.forName(MODELS + prefix + manifest.kind()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
