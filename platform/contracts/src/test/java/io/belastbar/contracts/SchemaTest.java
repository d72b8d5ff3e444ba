package io.belastbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds each schema to its record: same fields, same order, same types, all the way down. */
class SchemaTest {

    @ParameterizedTest
    @EnumSource(EventType.class)
    void theSchemaDescribesTheRecordFieldByField(EventType type) throws IOException {
        JsonNode schema = schema(type);

        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").asText()).isEqualTo("urn:belastbar:event:" + type.typeName());
        assertThat(schema.path("title").asText()).isEqualTo(type.dataClass().getSimpleName());
        assertDescribes(schema, schema, type.dataClass(), type.typeName());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void anAdditionalFieldIsAllowedSoThatAdditiveChangeKeepsTheType(EventType type) throws IOException {
        assertThat(schema(type).findValues("additionalProperties"))
                .as("only maps may say what their values are")
                .allMatch(JsonNode::isObject);
    }

    private static void assertDescribes(JsonNode root, JsonNode schema, Class<?> described, String path) {
        List<String> components = Arrays.stream(described.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(names(schema.path("properties"))).as(path).isEqualTo(components);
        List<String> required = texts(schema.path("required"));
        for (RecordComponent component : described.getRecordComponents()) {
            String at = path + "." + component.getName();
            JsonNode property = schema.path("properties").path(component.getName());
            boolean nullable = property.path("type").isArray();
            assertThat(required.contains(component.getName()))
                    .as(at + " is required unless it may be null")
                    .isEqualTo(!nullable);
            assertThat(nullable && component.getType().isPrimitive())
                    .as(at + " is a primitive and cannot be null")
                    .isFalse();
            assertType(root, property, component.getGenericType(), at);
        }
    }

    private static void assertType(JsonNode root, JsonNode property, Type type, String at) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            assertThat(typeName(property)).as(at).isEqualTo("array");
            assertType(root, property.path("items"), generic.getActualTypeArguments()[0], at + "[]");
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            assertThat(typeName(property)).as(at).isEqualTo("object");
            assertType(root, property.path("additionalProperties"), generic.getActualTypeArguments()[1], at + "{}");
        } else {
            assertPlainType(root, property, (Class<?>) type, at);
        }
    }

    private static void assertPlainType(JsonNode root, JsonNode property, Class<?> type, String at) {
        if (type.isRecord()) {
            String pointer = property.path("$ref").asText();
            assertThat(pointer).as(at).isEqualTo("#/$defs/" + type.getSimpleName());
            assertDescribes(root, root.at(pointer.substring(1)), type, at);
        } else if (type.isEnum()) {
            List<String> constants =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
            assertThat(texts(property.path("enum"))).as(at).isEqualTo(constants);
        } else {
            String format = property.path("format").asText("");
            assertThat(typeName(property) + " " + format).as(at).isEqualTo(expected(type));
        }
    }

    private static String expected(Class<?> type) {
        if (type == Instant.class) {
            return "string date-time";
        }
        if (type == int.class || type == Integer.class) {
            return "integer int32";
        }
        if (type == long.class || type == Long.class) {
            return "integer int64";
        }
        if (type == double.class || type == Double.class) {
            return "number double";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean ";
        }
        assertThat(type).as("a type that this test does not know").isEqualTo(String.class);
        return "string ";
    }

    private static String typeName(JsonNode property) {
        JsonNode type = property.path("type");
        return type.isArray() ? type.get(0).asText() : type.asText();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static JsonNode schema(EventType type) throws IOException {
        try (InputStream schema = EventSchema.of(type)) {
            return Samples.JSON.readTree(schema);
        }
    }
}
