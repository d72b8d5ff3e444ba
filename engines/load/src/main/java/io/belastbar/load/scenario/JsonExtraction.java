package io.belastbar.load.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Takes one value out of a JSON document by a JSONPath, such as {@code $.items[0].id} or {@code $..token}. A path that
 * finds several values takes the first. What is found must be a text, a number or a boolean.
 */
public final class JsonExtraction {

    private static final Configuration JSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final String source;
    private final JsonPath path;

    private JsonExtraction(String source, JsonPath path) {
        this.source = source;
        this.path = path;
    }

    /** @throws IllegalArgumentException with the rule, if this is no JSONPath */
    public static JsonExtraction parse(String source) {
        if (!source.startsWith("$")) {
            throw new IllegalArgumentException("a JSONPath should begin with '$', such as $.items[0].id");
        }
        try {
            return new JsonExtraction(source, JsonPath.compile(source));
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("not a JSONPath: " + wrong.getMessage(), wrong);
        }
    }

    /** A body read once, from which several values can be taken; empty if it is not JSON. */
    public static Optional<JsonNode> document(byte[] body) {
        try {
            Object root = JSON.jsonProvider().parse(new String(body, StandardCharsets.UTF_8));
            return Optional.of((JsonNode) root);
        } catch (InvalidJsonException notJson) {
            return Optional.empty();
        }
    }

    /** The value as text; empty if the document has none there. */
    public Optional<String> apply(JsonNode document) {
        JsonNode found = path.read(document, JSON);
        if (found != null && !path.isDefinite()) {
            found = found.isArray() && !found.isEmpty() ? found.get(0) : null;
        }
        return found == null || found.isContainerNode() || found.isNull()
                ? Optional.empty()
                : Optional.of(found.asText());
    }

    @Override
    public String toString() {
        return source;
    }
}
