package io.belastbar.budget.objective;

import java.util.Optional;

/** A figure: what is measured and which statistic of it. */
public record Metric(Measure measure, Statistic statistic) {

    private static final String PREFIX = "target_";

    /** Reads a metric, with or without {@code target_}: {@code response_time_p95}. Empty if it is none. */
    public static Optional<Metric> parse(String text) {
        var name = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        var whole = Measure.of(name);
        if (whole.isPresent()) {
            return whole.map(measure -> new Metric(measure, Statistic.NONE));
        }
        var end = name.lastIndexOf('_');
        if (end < 0) {
            return Optional.empty();
        }
        return Measure.of(name.substring(0, end)).flatMap(measure -> Statistic.of(name.substring(end + 1))
                .filter(statistic -> statistic != Statistic.NONE && !measure.isDemand())
                .map(statistic -> new Metric(measure, statistic)));
    }

    /**
     * Whether a value of it is estimated from samples, so that one that rests on none says nothing. A size, a count, a duration and a peak
     * are what they are, zero included.
     */
    public boolean isEstimate() {
        return switch (measure) {
            case SIZE, COUNT, DURATION -> statistic != Statistic.NONE && statistic != Statistic.PEAK;
            default -> statistic != Statistic.PEAK;
        };
    }

    /** In the one vocabulary of documents, events, series and measurements, for example {@code target_hit_ratio}. */
    public String text() {
        return PREFIX + measure.key() + (statistic == Statistic.NONE ? "" : "_" + statistic.key());
    }
}
