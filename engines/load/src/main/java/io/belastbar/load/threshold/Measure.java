package io.belastbar.load.threshold;

import java.math.BigDecimal;

/** What a threshold looks at. Times are in milliseconds, rates from 0 to 1, throughput per second. */
public sealed interface Measure {

    /** As a threshold writes it. */
    String text();

    /** Whether it is a time, counted from the intended start or from the send. */
    default boolean time() {
        return false;
    }

    /** The time at or below which this share of the requests ended; failed requests count as well. */
    record Percentile(BigDecimal percent) implements Measure {

        public Percentile {
            percent = percent.stripTrailingZeros();
            if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new InvalidThreshold("a percentile should be from 0 to 100", percent.toPlainString());
            }
        }

        @Override
        public String text() {
            return "p(" + percent.toPlainString() + ")";
        }

        @Override
        public boolean time() {
            return true;
        }
    }

    /** Arithmetic mean, minimum or maximum of the times. */
    enum Extent implements Measure {
        MEAN("avg"),
        MIN("min"),
        MAX("max");

        private final String text;

        Extent(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public boolean time() {
            return true;
        }
    }

    /** What is counted rather than timed. */
    enum Tally implements Measure {
        /** Failed ÷ finished requests, from 0 to 1. */
        ERROR_RATE("rate"),
        /** Finished requests, failed ones included. */
        COUNT("count"),
        /** Requests that succeeded, per second. */
        THROUGHPUT("throughput");

        private final String text;

        Tally(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }
}
