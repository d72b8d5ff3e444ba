package io.belastbar.loadtest.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path into a JSON document: {@code $.a.b[0].c}. Member names and array indexes only, the subset of JSONPath (RFC
 * 9535) that names one value.
 */
public final class JsonExtraction {

    private static final Pattern WHOLE = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_-]*|\\[\\d{1,6}])+");
    private static final Pattern SEGMENT = Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_-]*)|\\[(\\d{1,6})]");

    private sealed interface Segment {
        record Member(String name) implements Segment {}

        record Index(int index) implements Segment {}
    }

    private final String source;
    private final List<Segment> segments;

    private JsonExtraction(String source, List<Segment> segments) {
        this.source = source;
        this.segments = List.copyOf(segments);
    }

    /** @throws IllegalArgumentException with the rule, if this is no such path */
    public static JsonExtraction parse(String source) {
        if (!WHOLE.matcher(source).matches()) {
            throw new IllegalArgumentException("an extraction should look like $.a.b[0].c: was '" + source + "'");
        }
        List<Segment> segments = new ArrayList<>();
        Matcher matcher = SEGMENT.matcher(source);
        while (matcher.find()) {
            segments.add(
                    matcher.group(1) != null
                            ? new Segment.Member(matcher.group(1))
                            : new Segment.Index(Integer.parseInt(matcher.group(2))));
        }
        return new JsonExtraction(source, segments);
    }

    /** The scalar at the path as text; empty if there is none, or if it is null, an object or an array. */
    public Optional<String> apply(JsonNode document) {
        JsonNode node = document;
        for (Segment segment : segments) {
            node = switch (segment) {
                case Segment.Member(String name) -> node.path(name);
                case Segment.Index(int index) -> node.path(index);
            };
        }
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    @Override
    public String toString() {
        return source;
    }
}
