package io.belastbar.faultproxy.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.refusal.Shown;
import io.belastbar.faultproxy.spec.ToxicChange;
import io.belastbar.faultproxy.toxic.Direction;
import io.belastbar.faultproxy.toxic.EffectType;
import io.belastbar.faultproxy.toxic.Toxic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Toxics as Toxiproxy writes them, and their {@code ttl}. */
final class ToxicJson {
    private static final long TTL_MAX_MS = 86_400_000;

    private ToxicJson() {}

    static ObjectNode write(Toxic toxic) {
        ObjectNode node = Json.MAPPER
                .createObjectNode()
                .put("name", toxic.name())
                .put("type", toxic.type().text())
                .put("stream", toxic.direction().text())
                .put("toxicity", toxic.toxicity());
        ObjectNode attributes = node.putObject("attributes");
        toxic.attributes().forEach(attributes::put);
        if (toxic.ttlMs() > 0) {
            node.put("ttl", toxic.ttlMs());
        }
        return node;
    }

    static ArrayNode write(List<Toxic> toxics) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        toxics.forEach(toxic -> array.add(write(toxic)));
        return array;
    }

    static Toxic read(ObjectNode body) {
        EffectType type = type(body);
        Direction direction = Optional.ofNullable(Json.text(body, "stream"))
                .map(ToxicJson::direction)
                .orElse(Direction.DOWNSTREAM);
        String name = Json.name(body, "name");
        Double toxicity = toxicity(body);
        Long ttl = ttl(body);
        return new Toxic(
                name == null ? Toxic.defaultName(type, direction) : name,
                type,
                direction,
                toxicity == null ? 1 : toxicity,
                attributes(body, type),
                ttl == null ? 0 : ttl);
    }

    static ToxicChange change(ObjectNode body) {
        return new ToxicChange(type -> attributes(body, type), toxicity(body), ttl(body));
    }

    private static EffectType type(ObjectNode body) {
        String text = Optional.ofNullable(Json.text(body, "type")).orElse("");
        return EffectType.named(text).orElseThrow(() -> {
            String known =
                    Arrays.stream(EffectType.values()).map(EffectType::text).collect(Collectors.joining(", "));
            return new Refusal.Invalid(
                    "invalid toxic type: must be one of %s, was \"%s\"".formatted(known, Shown.of(text)));
        });
    }

    private static Direction direction(String text) {
        return Direction.named(text)
                .orElseThrow(
                        () -> new Refusal.Invalid("stream was invalid, can be either upstream or downstream, was \"%s\""
                                .formatted(Shown.of(text))));
    }

    private static Double toxicity(ObjectNode body) {
        JsonNode value = body.path("toxicity");
        if (Json.isAbsent(value)) {
            return null;
        }
        if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= 1)) {
            throw Json.bad("toxicity must be a number between 0 and 1, was " + Json.shown(value));
        }
        return value.asDouble();
    }

    static Long ttl(ObjectNode body) {
        return Json.whole(body, "ttl", "milliseconds", 0, TTL_MAX_MS);
    }

    private static Map<String, Long> attributes(ObjectNode body, EffectType type) {
        if (Json.isAbsent(body.path("attributes"))) {
            return Map.of();
        }
        ObjectNode given = Json.object(body.path("attributes"), "attributes");
        given.fieldNames().forEachRemaining(name -> mustBeKnown(name, type));
        var values = new HashMap<String, Long>();
        for (EffectType.Attribute attribute : type.attributes()) {
            Long value = Json.whole(given, attribute.name(), attribute.unit(), attribute.min(), attribute.max());
            if (value != null) {
                values.put(attribute.name(), value);
            }
        }
        return values;
    }

    /** A name that nobody knows would be a fault that nobody notices is missing. */
    private static void mustBeKnown(String name, EffectType type) {
        List<String> known =
                type.attributes().stream().map(EffectType.Attribute::name).toList();
        if (!known.contains(name)) {
            throw Json.bad("%s has the attributes %s, was \"%s\""
                    .formatted(type.text(), String.join(", ", known), Shown.of(name)));
        }
    }
}
