package io.belastbar.load.scenario;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes one value out of a JSON document by a JSONPath, such as {@code $.items[0].id}, {@code $..token} or
 * {@code $.items.length()}. A path that finds several values takes the first; {@code sum}, {@code min}, {@code max},
 * {@code avg}, {@code stddev}, {@code first} and {@code last} behind it are of them all. What is found must be a text, a number or a
 * boolean. A number is written with the digits of the document and without an exponent: {@code 1.10}, {@code 300} for
 * {@code 3e2}. What a function computes has no zeros at its end.
 */
public final class JsonExtraction {

    /** Numbers keep the digits that they were sent with. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Configuration JSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(MAPPER))
            .mappingProvider(new JacksonMappingProvider(MAPPER))
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    /** Of JsonPath's own, without {@code append}, which would change the document for those who read it next. */
    private static final Set<String> FUNCTIONS =
            Set.of("length", "size", "sum", "min", "max", "avg", "stddev", "first", "last", "index", "concat", "keys");

    private static final Pattern FUNCTION = Pattern.compile("\\.([A-Za-z_]\\w*)\\(");

    /** These take a list; behind a path that finds several values JsonPath would look for one in each of them. */
    private static final Pattern OF_SEVERAL = Pattern.compile(
            "(?<values>.+)\\.(?<function>sum|min|max|avg|stddev|first|last)\\(\\s*\\)\\s*", Pattern.DOTALL);

    /** Beyond so many zeros a number keeps its exponent. */
    private static final int SCALE_MAX = 400;

    private final String source;
    private final JsonPath path;

    /** What is found before a function of several values; null without one. */
    private final JsonPath values;

    private final JsonPath function;

    private JsonExtraction(String source) {
        this.source = source;
        this.path = JsonPath.compile(source);
        Matcher several = OF_SEVERAL.matcher(source);
        JsonPath before = several.matches() ? JsonPath.compile(several.group("values")) : null;
        boolean found = before != null && !before.isDefinite();
        this.values = found ? before : null;
        this.function = found ? JsonPath.compile("$." + several.group("function") + "()") : null;
    }

    /** @throws IllegalArgumentException with the rule, if this is no JSONPath */
    public static JsonExtraction parse(String source) {
        if (!source.startsWith("$")) {
            throw new IllegalArgumentException("a JSONPath should begin with '$', such as $.items[0].id");
        }
        JsonPathShape.requireWhole(source);
        refuseUnknownFunctions(source);
        return stored(source);
    }

    /**
     * As it was accepted once. A function that is refused by now finds nothing.
     *
     * @throws IllegalArgumentException if this is no JSONPath
     */
    public static JsonExtraction stored(String source) {
        try {
            return new JsonExtraction(source);
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("not a JSONPath: " + wrong.getMessage(), wrong);
        }
    }

    private static void refuseUnknownFunctions(String source) {
        Matcher functions = FUNCTION.matcher(JsonPathShape.withoutLiterals(source));
        while (functions.find()) {
            if (!FUNCTIONS.contains(functions.group(1))) {
                throw new IllegalArgumentException("a JSONPath's function should be one of "
                        + String.join(", ", FUNCTIONS.stream().sorted().toList()) + ": was " + functions.group(1));
            }
        }
    }

    /** A body read once, from which several values can be taken; empty if it is not JSON. */
    public static Optional<JsonNode> document(byte[] body) {
        try {
            return Optional.of(MAPPER.readTree(body));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The value as text; empty if the document has none there. */
    public Optional<String> apply(JsonNode document) {
        Object found;
        try {
            found = read(document);
        } catch (RuntimeException nothing) {
            // JsonPath's functions throw what they like when the document is not what they expect: a sum of no numbers.
            return Optional.empty();
        }
        if (found instanceof JsonNode several && several.isArray() && !path.isDefinite()) {
            found = several.get(0);
        }
        return Optional.ofNullable(text(found));
    }

    private Object read(JsonNode document) {
        if (values != null
                && values.read((Object) document, JSON) instanceof ArrayNode all
                && all.valueStream().allMatch(JsonNode::isValueNode)) {
            return function.read((Object) all, JSON);
        }
        return path.read((Object) document, JSON);
    }

    /** Functions give plain Java values, everything else is a node. */
    private static String text(Object found) {
        return switch (found) {
            case null -> null;
            case JsonNode node when node.isNumber() -> number(node.decimalValue());
            case JsonNode node when node.isTextual() || node.isBoolean() -> node.asText();
            case Double number when !Double.isFinite(number) -> null;
            case Number number -> number(new BigDecimal(number.toString()).stripTrailingZeros());
            case String text -> text;
            case Boolean truth -> truth.toString();
            default -> null;
        };
    }

    private static String number(BigDecimal value) {
        return Math.abs((long) value.scale()) > SCALE_MAX ? value.toString() : value.toPlainString();
    }

    @Override
    public String toString() {
        return source;
    }
}
