package io.belastbar.capacity.history.upload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads series from JSON: one object, a list of them, or an object with a list {@code series}. Read as a stream: a quarter of a
 * million points as nodes would not fit.
 */
final class SeriesJson {

    /** Of a name and of a text; a factory would keep them in tens of megabytes. */
    private static final int TEXT_LENGTH_MAX = 10_000;

    /** Neither keeps the names that it has read, nor watches for those given twice: there may be millions. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(TEXT_LENGTH_MAX)
                    .maxNameLength(TEXT_LENGTH_MAX)
                    .build())
            .build();

    private static final Set<String> TEXTS = Set.of("metric", "unit", "kind", "zone");
    private static final Set<String> LISTS = Set.of("points", "series");
    private static final String TWICE = "a key must not be given twice";
    private static final String FIELDS = "unknown key; known here: kind, metric, points, unit, zone";

    private final JsonParser parser;
    private final Faults faults;
    private final List<SentSeries> all = new ArrayList<>();
    private long points;

    private SeriesJson(JsonParser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /**
     * Reads the series; what cannot be read is among the faults.
     *
     * @throws io.belastbar.document.TooLarge at the first point or series that is more than a request may have
     */
    static List<SentSeries> read(Reader text, Faults faults) {
        try (var parser = JSON.createParser(text)) {
            var reader = new SeriesJson(parser, faults);
            reader.root();
            return reader.all;
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            faults.add("", line(at), column(at), "must be well-formed JSON: " + malformed.getOriginalMessage(), null);
            return List.of();
        } catch (IOException gone) {
            throw new UncheckedIOException("the sender has gone away", gone);
        }
    }

    private void root() throws IOException {
        switch (parser.nextToken()) {
            case START_OBJECT -> series("", true);
            case START_ARRAY -> list("");
            case null, default -> fault("", "must be a series or a list of series");
        }
        if (faults.isEmpty() && parser.nextToken() != null) {
            fault("", "must end after the series");
        }
    }

    private void list(String pointer) throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            SentSeries.requireRoom(i + 1);
            var child = pointer + "/" + i;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                series(child, false);
            } else {
                fault(child, "must be a series");
                parser.skipChildren();
            }
        }
    }

    private void series(String pointer, boolean isRoot) throws IOException {
        var line = line(parser.currentTokenLocation());
        var column = column(parser.currentTokenLocation());
        var texts = new HashMap<String, SentField>();
        var sent = new SentPoints();
        var given = new HashSet<String>();
        var wraps = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var child = pointer + "/" + escaped(name);
            if ((TEXTS.contains(name) || LISTS.contains(name)) && !given.add(name)) {
                skip(child, TWICE);
            } else if (isRoot && name.equals("series")) {
                parser.nextToken();
                wrapped(child);
                wraps = true;
            } else if (TEXTS.contains(name)) {
                text(child, name, texts);
            } else if (name.equals("points")) {
                points(child, sent);
            } else {
                skip(child, FIELDS);
            }
        }
        if (wraps) {
            texts.values().forEach(field -> field.fault(faults, "stands in each of the series, not beside them"));
            return;
        }
        if (texts.get("metric") == null) {
            faults.add(pointer + "/metric", line, column, "is required", "nothing");
            return;
        }
        all.add(new SentSeries(
                texts.get("metric"),
                texts.get("unit"),
                texts.get("kind"),
                texts.get("zone"),
                sent,
                (index, field) -> pointer + "/points/" + index + "/" + field));
    }

    private void wrapped(String pointer) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            list(pointer);
        } else {
            fault(pointer, "must be a list");
            parser.skipChildren();
        }
    }

    private void text(String pointer, String name, Map<String, SentField> texts) throws IOException {
        var token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            var at = parser.currentTokenLocation();
            texts.put(name, new SentField(parser.getText(), pointer, line(at), column(at)));
        } else if (token != JsonToken.VALUE_NULL) {
            fault(pointer, "must be a text");
            parser.skipChildren();
        }
    }

    private void points(String pointer, SentPoints sent) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            fault(pointer, "must be a list");
            parser.skipChildren();
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            SentPoints.requireRoom(++points);
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                point(pointer + "/" + i, sent);
            } else {
                fault(pointer + "/" + i, "must be a point with at and value");
                parser.skipChildren();
            }
        }
    }

    private void point(String pointer, SentPoints sent) throws IOException {
        int line = line(parser.currentTokenLocation());
        int column = column(parser.currentTokenLocation());
        SentTime time = null;
        Double value = null;
        boolean hasTime = false;
        boolean hasValue = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            if (hasTime && name.equals("at") || hasValue && name.equals("value")) {
                skip(pointer + "/" + name, TWICE);
            } else if (name.equals("at")) {
                hasTime = true;
                parser.nextToken();
                time = time(pointer + "/at");
            } else if (name.equals("value")) {
                hasValue = true;
                parser.nextToken();
                value = value(pointer + "/value");
            } else {
                skip(pointer + "/" + escaped(name), "unknown key; known here: at, value");
            }
        }
        if (!hasTime || !hasValue) {
            faults.add(pointer + (hasTime ? "/value" : "/at"), line, column, "is required", "nothing");
        } else if (time != null && value != null) {
            sent.add(time, value, line, column);
        }
    }

    private SentTime time(String pointer) throws IOException {
        var time = parser.currentToken() == JsonToken.VALUE_STRING
                ? SentTime.parse(parser.getText()).orElse(null)
                : null;
        if (time == null) {
            fault(pointer, SentTime.RULE);
            parser.skipChildren();
        }
        return time;
    }

    private Double value(String pointer) throws IOException {
        if (parser.currentToken().isNumeric() && Double.isFinite(parser.getDoubleValue())) {
            return parser.getDoubleValue();
        }
        fault(pointer, "must be a finite number");
        parser.skipChildren();
        return null;
    }

    /** Passes over what a key stands before. */
    private void skip(String pointer, String rule) throws IOException {
        fault(pointer, rule);
        parser.nextToken();
        parser.skipChildren();
    }

    private void fault(String pointer, String rule) throws IOException {
        var at = parser.currentTokenLocation();
        faults.add(pointer, line(at), column(at), rule, parser.currentToken() == null ? "nothing" : parser.getText());
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Integer line(JsonLocation at) {
        return at == null ? 1 : Math.max(1, at.getLineNr());
    }

    private static Integer column(JsonLocation at) {
        return at == null ? 1 : Math.max(1, at.getColumnNr());
    }
}
