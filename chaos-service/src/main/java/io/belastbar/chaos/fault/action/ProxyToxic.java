package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.fault.field.ActionFields;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A toxic of a proxy, as Toxiproxy's. What it proves depends on it: bounded waits ({@code latency}, {@code timeout},
 * {@code bandwidth}, {@code slow_close}), and errors in the midst of an answer ({@code reset_peer}, {@code limit_data},
 * {@code slicer}).
 *
 * @param values whole numbers, each in the unit of its attribute
 * @param percentage of the connections, above 0 up to 100
 */
public record ProxyToxic(
        String target, String proxy, Kind toxic, Direction stream, Map<Attribute, Integer> values, double percentage)
        implements FaultAction.AtProxies {
    public static final String TYPE = "proxy-toxic";
    private static final int DELAY_MAX_MS = 600_000;

    /** The direction: to the server, or back from it. */
    public enum Direction {
        UPSTREAM,
        DOWNSTREAM
    }

    /** A number that a toxic takes: its name in a document, with the unit, and the one that Toxiproxy's API has. */
    public enum Attribute {
        LATENCY("latencyMs", "latency", 0, DELAY_MAX_MS),
        JITTER("jitterMs", "jitter", 0, DELAY_MAX_MS),
        TIMEOUT("timeoutMs", "timeout", 0, DELAY_MAX_MS),
        DELAY("delayMs", "delay", 0, DELAY_MAX_MS),
        RATE("rateKilobytesPerSecond", "rate", 0, 10_000_000),
        AVERAGE_SIZE("averageSizeBytes", "average_size", 1, 1_000_000_000),
        SIZE_VARIATION("sizeVariationBytes", "size_variation", 0, 999_999_999),
        SLICE_DELAY("delayMicros", "delay", 0, 60_000_000),
        BYTES("bytes", "bytes", 0, 1_000_000_000);

        private final String field;
        private final String name;
        private final int least;
        private final int most;

        Attribute(String field, String name, int least, int most) {
            this.field = field;
            this.name = name;
            this.least = least;
            this.most = most;
        }

        public String nameInApi() {
            return name;
        }

        private Optional<Integer> read(ActionFields fields) {
            return field.endsWith("Ms")
                    ? fields.optionalMillis(field.substring(0, field.length() - 2), least, most)
                    : fields.optionalInteger(field, least, most);
        }
    }

    /** The kinds of toxics; the first attribute of each must be given. */
    public enum Kind {
        LATENCY(Attribute.LATENCY, Attribute.JITTER),
        TIMEOUT(Attribute.TIMEOUT),
        BANDWIDTH(Attribute.RATE),
        SLOW_CLOSE(Attribute.DELAY),
        RESET_PEER(Attribute.TIMEOUT),
        SLICER(Attribute.AVERAGE_SIZE, Attribute.SIZE_VARIATION, Attribute.SLICE_DELAY),
        LIMIT_DATA(Attribute.BYTES);

        private final List<Attribute> attributes;

        Kind(Attribute... attributes) {
            this.attributes = List.of(attributes);
        }

        /** As documents and Toxiproxy write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ProxyToxic {
        values = Map.copyOf(values);
    }

    public static ProxyToxic read(ActionFields fields) {
        Optional<Kind> toxic = fields.oneOf("toxic", Set.of(Kind.values()), Kind::text);
        Map<Attribute, Integer> values = new EnumMap<>(Attribute.class);
        List<Attribute> wanted = toxic.map(kind -> kind.attributes).orElse(List.of(Attribute.values()));
        wanted.forEach(each -> each.read(fields).ifPresent(value -> values.put(each, value)));
        if (toxic.isPresent()) {
            fields.requireEither(
                    wanted.getFirst().field, wanted.getFirst().field.replaceFirst("Ms$", ""));
        }
        Optional<Direction> stream = fields.optionalOneOf("stream", Set.of(Direction.values()), direction -> direction
                .name()
                .toLowerCase(Locale.ROOT));
        return new ProxyToxic(
                fields.target(),
                fields.name("proxy"),
                toxic.orElse(Kind.LATENCY),
                stream.orElse(Direction.DOWNSTREAM),
                values,
                fields.percentage());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<String> proxies() {
        return List.of(proxy);
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("proxy", proxy);
        all.put("toxic", toxic.text());
        all.put("stream", stream.name().toLowerCase(Locale.ROOT));
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(value -> all.put(value.getKey().field, value.getValue()));
        ActionFields.put(all, percentage);
        return all;
    }
}
