package io.belastbar.load.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of JSONPath (RFC 9535) that other tools can follow: names, indexes, wildcards and descendants with a name.
 * Filters, slices, unions and functions are not in it.
 */
final class JsonPathSegments {

    /** One step into a document. */
    sealed interface Segment {
        record Key(String name) implements Segment {}

        record Index(int index) implements Segment {}

        record All() implements Segment {}

        record Deep(String name) implements Segment {}
    }

    private static final Pattern SEGMENT = Pattern.compile("\\.\\.(?<deep>[\\w-]+)"
            + "|\\.(?<name>[\\w-]+)(?!\\()"
            + "|\\['(?<single>[^'\\\\]+)'\\]"
            + "|\\[\"(?<double>[^\"\\\\]+)\"\\]"
            + "|\\[(?<index>-?\\d{1,9})\\]"
            + "|(?<all>\\.\\*|\\[\\*\\])");

    private JsonPathSegments() {}

    /** Empty if the path needs more than this. */
    static Optional<List<Segment>> of(String path) {
        List<Segment> segments = new ArrayList<>();
        Matcher matcher = SEGMENT.matcher(path).region(1, path.length());
        int position = 1;
        while (position < path.length()) {
            if (!matcher.region(position, path.length()).lookingAt()) {
                return Optional.empty();
            }
            segments.add(segment(matcher));
            position = matcher.end();
        }
        return Optional.of(segments);
    }

    private static Segment segment(Matcher matcher) {
        if (matcher.group("deep") != null) {
            return new Segment.Deep(matcher.group("deep"));
        }
        if (matcher.group("index") != null) {
            return new Segment.Index(Integer.parseInt(matcher.group("index")));
        }
        if (matcher.group("all") != null) {
            return new Segment.All();
        }
        for (String group : List.of("name", "single", "double")) {
            if (matcher.group(group) != null) {
                return new Segment.Key(matcher.group(group));
            }
        }
        throw new IllegalStateException("no group matched in " + matcher.group());
    }
}
