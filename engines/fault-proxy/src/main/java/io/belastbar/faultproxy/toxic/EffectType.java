package io.belastbar.faultproxy.toxic;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of toxics, by their names in the API, with the attributes of each. */
public enum EffectType {
    LATENCY(List.of(Attribute.milliseconds("latency"), Attribute.milliseconds("jitter")), a -> new Latency(a[0], a[1])),
    TIMEOUT(List.of(Attribute.milliseconds("timeout")), a -> new Timeout(a[0])),
    BANDWIDTH(List.of(new Attribute("rate", "kilobytes a second", 0, 10_000_000)), a -> new Bandwidth(a[0])),
    SLOW_CLOSE(List.of(Attribute.milliseconds("delay")), a -> new SlowClose(a[0])),
    RESET_PEER(List.of(Attribute.milliseconds("timeout")), a -> new ResetPeer(a[0])),
    SLICER(
            List.of(
                    new Attribute("average_size", "bytes", 1, 1_000_000_000),
                    new Attribute("size_variation", "bytes", 0, 999_999_999),
                    new Attribute("delay", "microseconds", 0, 60_000_000)),
            a -> new Slicer(a[0], a[1], a[2])),
    LIMIT_DATA(List.of(new Attribute("bytes", "bytes", 0, 1L << 50)), a -> new LimitData(a[0]));

    /**
     * A whole number that a toxic takes.
     *
     * @param unit of the number, for messages
     */
    public record Attribute(String name, String unit, long min, long max) {
        /** A day is the longest that anything waits. */
        static Attribute milliseconds(String name) {
            return new Attribute(name, "milliseconds", 0, 86_400_000);
        }
    }

    private final List<Attribute> attributes;
    private final Function<long[], Effect> maker;

    EffectType(List<Attribute> attributes, Function<long[], Effect> maker) {
        this.attributes = attributes;
        this.maker = maker;
    }

    /** As the API writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public List<Attribute> attributes() {
        return attributes;
    }

    /** @param values by name; what is not given is the least that the attribute may be */
    public Effect effect(Map<String, Long> values) {
        return maker.apply(attributes.stream()
                .mapToLong(attribute -> values.getOrDefault(attribute.name(), attribute.min()))
                .toArray());
    }

    /** The values of all attributes by name, in the order of the API's documentation. */
    public Map<String, Long> complete(Map<String, Long> values) {
        var all = new LinkedHashMap<String, Long>();
        attributes.forEach(
                attribute -> all.put(attribute.name(), values.getOrDefault(attribute.name(), attribute.min())));
        return all;
    }

    public static Optional<EffectType> named(String text) {
        return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
    }
}
