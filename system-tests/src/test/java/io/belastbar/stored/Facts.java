package io.belastbar.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Facts of an answer: everything but sentences that are worded when they are asked for, and what depends on now. */
final class Facts {
    private static final Set<String> WORDED = Set.of(
            "reasons",
            "reasonsGerman",
            "sentence",
            "sentences",
            "sentencesGerman",
            "sentenceGerman",
            "notes",
            "notesGerman",
            "warnings",
            "warningsGerman",
            "hint",
            "en",
            "de");
    /** What depends on now, or counts the versions of a report's form. */
    private static final Set<String> OF_NOW = Set.of("nextFireTimes", "nextCursor", "schemaVersion");
    /** Of the larger one: what is computed anew may differ in the last digits. */
    private static final double TOLERANCE = 1e-6;

    private static final Pattern RATE =
            Pattern.compile("(?<sign>[<>\u2264\u2265]? ?)(?<number>[0-9.]+) req/(?<unit>s|min|h)");

    private Facts() {}

    static JsonNode of(JsonNode answer) {
        return switch (answer) {
            case ObjectNode object -> {
                var facts = Doors.JSON.createObjectNode();
                object.properties().stream()
                        .filter(field -> !WORDED.contains(field.getKey()) && !OF_NOW.contains(field.getKey()))
                        .forEach(field -> facts.set(field.getKey(), of(field.getValue())));
                yield facts;
            }
            case ArrayNode array -> {
                var facts = Doors.JSON.createArrayNode();
                array.forEach(item -> facts.add(of(item)));
                yield facts;
            }
            default -> answer;
        };
    }

    /** Where an answer lacks a fact or says another; more fields than expected are no difference, more items are. */
    static List<String> differences(JsonNode facts, JsonNode answer) {
        var found = new ArrayList<String>();
        compare("", of(facts), answer, found);
        return found;
    }

    private static void compare(String place, JsonNode fact, JsonNode answer, List<String> found) {
        if (fact.isObject() && answer.isObject()) {
            fact.properties()
                    .forEach(field -> compare(
                            place + "/" + field.getKey(), field.getValue(), answer.path(field.getKey()), found));
        } else if (fact.isArray() && answer.path("items").isArray()) {
            // Lists that were answered whole come in pages now.
            compare(place, fact, answer.path("items"), found);
        } else if (fact.isArray() && answer.isArray() && fact.size() == answer.size()) {
            for (int i = 0; i < fact.size(); i++) {
                compare(place + "/" + i, fact.get(i), answer.get(i), found);
            }
        } else if (place.endsWith("/histogram") ? !sameValues(fact, answer) : !same(fact, answer)) {
            found.add(place + ": " + shortened(fact) + " became " + shortened(answer));
        }
    }

    /** Histograms may be encoded for other ranges; what counts is what they hold. */
    private static boolean sameValues(JsonNode fact, JsonNode answer) {
        try {
            return Histogram.fromString(fact.asText()).equals(Histogram.fromString(answer.asText()));
        } catch (DataFormatException | IllegalArgumentException noHistogram) {
            return same(fact, answer);
        }
    }

    private static boolean same(JsonNode fact, JsonNode answer) {
        if (fact.isNumber() && answer.isNumber()) {
            double one = fact.asDouble();
            double other = answer.asDouble();
            return Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
        }
        return fact.isNull()
                ? answer.isNull() || answer.isMissingNode()
                : fact.equals(answer) || sameRate(fact.asText(), answer.asText());
    }

    /** A rate is written in the unit in which it was promised, and was written by the second, in four digits. */
    private static boolean sameRate(String fact, String answer) {
        var one = RATE.matcher(fact);
        var other = RATE.matcher(answer);
        if (!one.matches() || !other.matches() || !one.group("sign").equals(other.group("sign"))) {
            return false;
        }
        double was = perSecond(one);
        return Math.abs(was - perSecond(other)) <= 1e-3 * Math.abs(was);
    }

    private static double perSecond(Matcher rate) {
        double seconds =
                switch (rate.group("unit")) {
                    case "s" -> 1;
                    case "min" -> 60;
                    default -> 3_600;
                };
        return Double.parseDouble(rate.group("number")) / seconds;
    }

    private static String shortened(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
