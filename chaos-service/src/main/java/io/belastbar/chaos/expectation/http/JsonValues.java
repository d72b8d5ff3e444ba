package io.belastbar.chaos.expectation.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import io.belastbar.chaos.expectation.ExpectationFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads values out of an answer by JSONPath (RFC 9535, as Jayway's library reads it). */
public final class JsonValues {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Configuration AS_LIST = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
            .build();

    private JsonValues() {}

    /** A required path in a document. */
    public static String path(ExpectationFields fields, String field) {
        String path = fields.name(field);
        if (!path.isBlank() && !compiles(path)) {
            fields.fault(field, "must be a JSONPath such as $.items[*].id");
        }
        return path;
    }

    public static Optional<String> optionalPath(ExpectationFields fields, String field) {
        return fields.optional(field).isPresent() ? Optional.of(path(fields, field)) : Optional.empty();
    }

    /** A value to compare with: a number or a truth value unless it is quoted, else a text. */
    public static Optional<JsonNode> expected(ExpectationFields fields, String field) {
        return fields.optional(field).map(JsonText::scalar);
    }

    /** Whether it is a JSONPath. */
    public static boolean compiles(String path) {
        try {
            JsonPath.compile(path);
            return path.startsWith("$");
        } catch (InvalidPathException | IllegalArgumentException notOne) {
            return false;
        }
    }

    /** All values at a path; none if it leads nowhere, or the body is no JSON. */
    public static List<JsonNode> at(String path, String body) {
        try {
            JsonNode root = JSON.readTree(body);
            if (root == null || root.isMissingNode()) {
                return List.of();
            }
            JsonNode found = JsonPath.using(AS_LIST).parse(root).read(path);
            List<JsonNode> values = new ArrayList<>();
            if (found != null) {
                found.forEach(values::add);
            }
            return values;
        } catch (JsonProcessingException | JsonPathException noJson) {
            return List.of();
        }
    }

    /** Whether two values are the same: numbers by their amount, anything else as it is written. */
    public static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }
}
