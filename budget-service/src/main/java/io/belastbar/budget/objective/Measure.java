package io.belastbar.budget.objective;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What of a subject is measured. The constant's name in lower case is its word in metrics. */
public enum Measure {
    /** From the intended start of a request. */
    RESPONSE_TIME(Dimension.TIME, true),
    /** Execution time of a statement. */
    QUERY_TIME(Dimension.TIME, true),
    TRANSACTION_TIME(Dimension.TIME, true),
    /** A demand: every statement finds its rows by an index. */
    INDEX_SCAN(null, true),
    /** A demand: no statement reads a table from end to end. */
    SEQ_SCAN_ALLOWED(null, true),
    /** How long a job, a pipeline or a refresh takes. */
    DURATION(Dimension.TIME, true),
    /** How far a consumer is behind. */
    LAG(Dimension.TIME, true),
    THROUGHPUT(Dimension.RATE, false),
    ERROR_RATE(Dimension.RATIO, true),
    SUCCESS_RATE(Dimension.RATIO, false),
    HIT_RATIO(Dimension.RATIO, false),
    UTILISATION(Dimension.RATIO, true),
    /** Events a second of which fewer are better, for example evictions. */
    EVENT_RATE(Dimension.RATE, true),
    SIZE(Dimension.SIZE, true),
    COUNT(Dimension.COUNT, true);

    private final Dimension dimension;
    private final boolean lowerIsBetter;

    Measure(Dimension dimension, boolean lowerIsBetter) {
        this.dimension = dimension;
        this.lowerIsBetter = lowerIsBetter;
    }

    /** The word in a metric, for example {@code response_time}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Measure> of(String key) {
        return Arrays.stream(values())
                .filter(measure -> measure.key().equals(key))
                .findFirst();
    }

    /** Null for the two demands, which have no amount. */
    public Dimension dimension() {
        return dimension;
    }

    public boolean lowerIsBetter() {
        return lowerIsBetter;
    }

    /** Whether this is a demand, which is kept or not, without an amount. */
    public boolean isDemand() {
        return dimension == null;
    }
}
