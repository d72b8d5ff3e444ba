package io.belastbar.local.convert;

import io.belastbar.quantity.Bytes;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import io.belastbar.quantity.Rate;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import java.util.Locale;
import java.util.function.Function;

/**
 * What is promised of what, in the words of native documents.
 *
 * @param section of the document, for example {@code endpoints}
 * @param subject the entry's name; {@link #ALL} for everything of the section
 * @param statistic {@code p95}, {@code avg}; empty for the figure as it is
 */
record Figure(String section, String subject, Measure measure, String statistic) {

    static final String ALL = "*";

    enum Measure {
        RESPONSE_TIME(TimeSpan::parse, true),
        QUERY_TIME(TimeSpan::parse, true),
        DURATION(TimeSpan::parse, true),
        THROUGHPUT(Rate::parse, false),
        ERROR_RATE(Ratio::parse, true),
        HIT_RATIO(Ratio::parse, false),
        UTILISATION(Ratio::parse, true),
        SIZE(Bytes::parse, true);

        private final Function<String, Quantity> parser;
        private final boolean lowerIsBetter;

        Measure(Function<String, Quantity> parser, boolean lowerIsBetter) {
            this.parser = parser;
            this.lowerIsBetter = lowerIsBetter;
        }
    }

    static Figure of(String section, String subject, Measure measure) {
        return new Figure(section, subject, measure, "");
    }

    Figure with(String otherStatistic) {
        return new Figure(section, subject, measure, otherStatistic);
    }

    boolean lowerIsBetter() {
        return measure.lowerIsBetter;
    }

    /** Whether an alert may say without a number that nothing is left. */
    boolean mayBeExhausted() {
        return measure == Measure.UTILISATION;
    }

    /** The word behind {@code target_}. */
    String key() {
        return measure.name().toLowerCase(Locale.ROOT) + (statistic.isEmpty() ? "" : "_" + statistic);
    }

    /**
     * Reads what a measurement must keep.
     *
     * @throws io.belastbar.quantity.InvalidQuantity if the amount is none of this figure, or on its wrong side
     */
    Limit<Quantity> limit(String text) {
        return measure.lowerIsBetter ? Limit.fromAbove(text, measure.parser) : Limit.fromBelow(text, measure.parser);
    }
}
