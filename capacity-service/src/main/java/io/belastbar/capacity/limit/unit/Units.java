package io.belastbar.capacity.limit.unit;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What units mean, as far as plans, limits and series have to be put side by side. Sizes are powers of 1000 where they are
 * written so ({@code MB}) and of 1024 where they are written so ({@code MiB}).
 */
public final class Units {

    /** As percentages are kept: 0 to 100. */
    public static final String PERCENT = "percent";

    /** Of a bare number: things that are counted. */
    public static final String COUNT = "";

    private enum Family {
        SIZE,
        TIME,
        SHARE,
        RATE,
        SIZE_RATE,
        COUNT
    }

    private record Unit(Family family, double factor) {}

    private static final Map<String, Unit> KNOWN = Map.ofEntries(
            Map.entry("b", new Unit(Family.SIZE, 1)),
            Map.entry("byte", new Unit(Family.SIZE, 1)),
            Map.entry("bytes", new Unit(Family.SIZE, 1)),
            Map.entry("kb", new Unit(Family.SIZE, 1e3)),
            Map.entry("mb", new Unit(Family.SIZE, 1e6)),
            Map.entry("gb", new Unit(Family.SIZE, 1e9)),
            Map.entry("tb", new Unit(Family.SIZE, 1e12)),
            Map.entry("kib", new Unit(Family.SIZE, 0x1p10)),
            Map.entry("mib", new Unit(Family.SIZE, 0x1p20)),
            Map.entry("gib", new Unit(Family.SIZE, 0x1p30)),
            Map.entry("tib", new Unit(Family.SIZE, 0x1p40)),
            Map.entry("ns", new Unit(Family.TIME, 1e-9)),
            Map.entry("us", new Unit(Family.TIME, 1e-6)),
            Map.entry("µs", new Unit(Family.TIME, 1e-6)),
            Map.entry("ms", new Unit(Family.TIME, 1e-3)),
            Map.entry("milliseconds", new Unit(Family.TIME, 1e-3)),
            Map.entry("s", new Unit(Family.TIME, 1)),
            Map.entry("sec", new Unit(Family.TIME, 1)),
            Map.entry("seconds", new Unit(Family.TIME, 1)),
            Map.entry("min", new Unit(Family.TIME, 60)),
            Map.entry("h", new Unit(Family.TIME, 3600)),
            Map.entry("percent", new Unit(Family.SHARE, 0.01)),
            Map.entry("%", new Unit(Family.SHARE, 0.01)),
            Map.entry("ratio", new Unit(Family.SHARE, 1)),
            Map.entry("fraction", new Unit(Family.SHARE, 1)),
            Map.entry("req/s", new Unit(Family.RATE, 1)),
            Map.entry("req/min", new Unit(Family.RATE, 1.0 / 60)),
            Map.entry("req/h", new Unit(Family.RATE, 1.0 / 3600)),
            Map.entry("ops/sec", new Unit(Family.RATE, 1)),
            Map.entry("ops/s", new Unit(Family.RATE, 1)),
            Map.entry("qps", new Unit(Family.RATE, 1)),
            Map.entry("rps", new Unit(Family.RATE, 1)),
            Map.entry("tps", new Unit(Family.RATE, 1)),
            Map.entry("/s", new Unit(Family.RATE, 1)),
            Map.entry("b/s", new Unit(Family.SIZE_RATE, 1)),
            Map.entry("mb/s", new Unit(Family.SIZE_RATE, 1e6)));

    private static final Unit OTHER = new Unit(Family.COUNT, 1);

    private Units() {}

    /**
     * A value in another unit; empty if the two do not measure the same. A bare number is in whatever a count or rate is
     * counted in, but never a size, a time or a share.
     */
    public static OptionalDouble convert(double value, String from, String to) {
        Unit source = of(from);
        Unit target = of(to);
        if (from.equalsIgnoreCase(to)) {
            return OptionalDouble.of(value);
        }
        if (source.family() == target.family() && source.family() != Family.COUNT) {
            return OptionalDouble.of(value * source.factor() / target.factor());
        }
        boolean bare = from.equals(COUNT) || to.equals(COUNT);
        return bare && isCounted(source) && isCounted(target) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** Whether a value without a unit would be ambiguous here: 400 of a time may be seconds. */
    public static boolean needsUnit(String unit) {
        return !isCounted(of(unit));
    }

    private static boolean isCounted(Unit unit) {
        return unit.family() == Family.COUNT || unit.family() == Family.RATE;
    }

    private static Unit of(String unit) {
        return KNOWN.getOrDefault(unit.toLowerCase(Locale.ROOT), OTHER);
    }
}
