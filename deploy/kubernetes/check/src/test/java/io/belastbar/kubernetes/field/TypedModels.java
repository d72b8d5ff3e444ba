package io.belastbar.kubernetes.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads a manifest into a class, without making a number of a text, nor a text of a number or of {@code true}: a server
 * refuses both.
 */
final class TypedModels {
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual, texts -> texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .build();

    private TypedModels() {}

    static Object read(Manifest manifest, Class<?> model) throws JsonProcessingException {
        return STRICT.treeToValue(manifest.json(), model);
    }

    /** Where a word of the manifest is gone from what was read of it: a word that an enum does not have becomes nothing. */
    static Stream<String> lost(JsonNode said, Object read) {
        return lost(said, STRICT.valueToTree(read), "");
    }

    private static Stream<String> lost(JsonNode said, JsonNode read, String key) {
        if (said.isObject()) {
            return said.properties().stream()
                    .flatMap(part -> lost(part.getValue(), read.path(part.getKey()), key + "/" + part.getKey()));
        }
        if (said.isArray()) {
            return IntStream.range(0, said.size())
                    .boxed()
                    .flatMap(index -> lost(said.get(index), read.path(index), key + "/" + index));
        }
        return said.isTextual() && (read.isMissingNode() || read.isNull()) ? Stream.of(key) : Stream.empty();
    }

    static Stream<Fault> fault(Manifest manifest, JsonProcessingException refused) {
        String key = refused instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                        .collect(Collectors.joining())
                : "/";
        return Stream.of(manifest.fault(key, refused.getOriginalMessage()));
    }
}
