package io.belastbar.kubernetes.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.strimzi.api.kafka.model.common.UnknownPropertyPreserving;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** Kinds of Strimzi, by its own models: they keep a key that they do not know, and lose a word. */
final class StrimziFields implements FieldCheck {
    private static final Map<String, Class<?>> MODELS = Map.of(
            "Kafka", Kafka.class,
            "KafkaNodePool", KafkaNodePool.class,
            "KafkaTopic", KafkaTopic.class,
            "KafkaUser", KafkaUser.class);

    @Override
    public boolean knows(Manifest manifest) {
        return manifest.at("/apiVersion").asText().equals("kafka.strimzi.io/v1beta2")
                && MODELS.containsKey(manifest.kind());
    }

    @Override
    public Stream<Fault> faults(Manifest manifest) {
        try {
            Object read = TypedModels.read(manifest, MODELS.get(manifest.kind()));
            return Stream.concat(
                    unknown(read, "").map(key -> manifest.fault(key, "should be a key of Strimzi's: was unknown")),
                    TypedModels.lost(manifest.json(), read)
                            .map(key -> manifest.fault(key, "should be a word of Strimzi's: was " + manifest.at(key))));
        } catch (JsonProcessingException refused) {
            return TypedModels.fault(manifest, refused);
        }
    }

    private static Stream<String> unknown(Object value, String key) {
        return switch (value) {
            case null -> Stream.empty();
            case Collection<?> each -> each.stream().flatMap(one -> unknown(one, key));
            case UnknownPropertyPreserving model -> Stream.concat(kept(model, key), parts(model, key));
            default -> Stream.empty();
        };
    }

    private static Stream<String> kept(UnknownPropertyPreserving model, String key) {
        var kept = model.getAdditionalProperties();
        return kept == null ? Stream.empty() : kept.keySet().stream().map(name -> key + "/" + name);
    }

    private static Stream<String> parts(Object model, String key) {
        try {
            return Arrays.stream(Introspector.getBeanInfo(model.getClass()).getPropertyDescriptors())
                    .filter(part -> part.getReadMethod() != null)
                    .filter(part -> !part.getName().equals("additionalProperties"))
                    .flatMap(part -> {
                        try {
                            return unknown(part.getReadMethod().invoke(model), key + "/" + part.getName());
                        } catch (IllegalAccessException | InvocationTargetException e) {
                            return Stream.empty();
                        }
                    });
        } catch (IntrospectionException e) {
            throw new IllegalStateException(e);
        }
    }
}
