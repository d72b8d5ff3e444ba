package io.belastbar.load.comparison.counts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The times of one step's good answers in one run as bucket counts, second by second if the run has seconds, with all
 * requests and how many of them failed. Holds only buckets that occur.
 */
public final class SecondCounts {

    private final List<int[]> pairs;
    private final long[] requests;
    private final long[] errors;
    private final long[] totalByBucket;
    private final long totalErrors;
    private final long totalRequests;
    private final int[] phaseStarts;

    private SecondCounts(Builder builder) {
        this.pairs = List.copyOf(builder.pairs);
        this.requests = builder.requests;
        this.errors = builder.errors;
        this.totalByBucket = builder.totalByBucket;
        this.totalErrors = builder.totalErrors;
        this.totalRequests = builder.totalRequests;
        this.phaseStarts = builder.phaseStarts;
    }

    /** Collects counts; seconds may come in any order. */
    public static final class Builder {

        private final List<int[]> pairs;
        private final long[] requests;
        private final long[] errors;
        private final long[] totalByBucket = new long[Buckets.COUNT];
        private long totalErrors;
        private long totalRequests;
        private int[] phaseStarts = {0};

        /** @param seconds of the run; 0 if only its totals are known */
        public Builder(int seconds) {
            this.pairs = new ArrayList<>(java.util.Collections.nCopies(seconds, new int[0]));
            this.requests = new long[seconds];
            this.errors = new long[seconds];
        }

        /**
         * What ended in one second.
         *
         * @param micros of the requests whose times are compared
         * @param finished all requests, with those that failed
         */
        public void add(int second, Histogram micros, long finished, long errorCount) {
            int[] found = new int[16];
            int size = 0;
            for (HistogramIterationValue value : micros.recordedValues()) {
                found = size + 2 > found.length ? Arrays.copyOf(found, size * 2) : found;
                int bucket = Buckets.of(micros.medianEquivalentValue(value.getValueIteratedTo()));
                found[size++] = bucket;
                found[size++] = (int) value.getCountAtValueIteratedTo();
                totalByBucket[bucket] += value.getCountAtValueIteratedTo();
            }
            append(second, Arrays.copyOf(found, size));
            requests[second] += finished;
            errors[second] += errorCount;
            totalErrors += errorCount;
            totalRequests += finished;
        }

        /** One good answer that took this long. */
        public void add(int second, long micros) {
            int bucket = Buckets.of(micros);
            append(second, new int[] {bucket, 1});
            totalByBucket[bucket]++;
            requests[second]++;
            totalRequests++;
        }

        /** A whole run of which the seconds are not known. */
        public void addTotal(Histogram micros, long finished, long errorCount) {
            for (HistogramIterationValue value : micros.recordedValues()) {
                int bucket = Buckets.of(micros.medianEquivalentValue(value.getValueIteratedTo()));
                totalByBucket[bucket] += value.getCountAtValueIteratedTo();
            }
            totalErrors += errorCount;
            totalRequests += finished;
        }

        /**
         * Where the planned load changes; only seconds of one phase stand in for each other.
         *
         * @param starts ascending, beginning with 0
         */
        public Builder phases(int[] starts) {
            phaseStarts = starts.clone();
            return this;
        }

        public SecondCounts build() {
            return new SecondCounts(this);
        }

        private void append(int second, int[] more) {
            int[] before = pairs.get(second);
            int[] both = Arrays.copyOf(before, before.length + more.length);
            System.arraycopy(more, 0, both, before.length, more.length);
            pairs.set(second, both);
        }
    }

    /** 0 if only totals are known. */
    public int seconds() {
        return pairs.size();
    }

    /** All that finished, with those that failed. */
    public long totalRequests() {
        return totalRequests;
    }

    /** Requests whose times are compared. */
    public long timed() {
        return Arrays.stream(totalByBucket).sum();
    }

    /**
     * The chance that times which know no such unit would all look like whole numbers of it; 1 if one of them does not.
     *
     * @param micros the unit
     */
    public double chanceOfWhole(long micros) {
        double chance = 1;
        for (int bucket = 0; bucket < totalByBucket.length && chance > 0; bucket++) {
            if (totalByBucket[bucket] > 0) {
                double low = Buckets.low(bucket);
                double width = Buckets.high(bucket) - low;
                boolean whole = Math.ceil(low / micros) * micros < low + width;
                chance = whole ? chance * Math.min(1, width / micros) : 0;
            }
        }
        return chance == 0 ? 1 : chance;
    }

    public long totalErrors() {
        return totalErrors;
    }

    /** Where the lowest value lies, in microseconds; 0 without values. */
    public double lowestMicros() {
        return IntStream.range(0, totalByBucket.length)
                .filter(bucket -> totalByBucket[bucket] > 0)
                .mapToDouble(Buckets::low)
                .findFirst()
                .orElse(0);
    }

    /** Where the highest value lies, in microseconds; 0 without values. */
    public double highestMicros() {
        for (int bucket = totalByBucket.length - 1; bucket >= 0; bucket--) {
            if (totalByBucket[bucket] > 0) {
                return Buckets.high(bucket);
            }
        }
        return 0;
    }

    /** Shares of the good answers in bins of equal ratio; what lies outside is in the first or the last. */
    public double[] shares(double lowMicros, double ratio, int bins) {
        double[] shares = new double[bins];
        double all = Math.max(1, timed());
        for (int bucket = 0; bucket < totalByBucket.length; bucket++) {
            if (totalByBucket[bucket] > 0) {
                double middle = Math.max(lowMicros, (Buckets.low(bucket) + Buckets.high(bucket)) / 2);
                int bin = (int) (Math.log(middle / lowMicros) / Math.log(ratio));
                shares[Math.clamp(bin, 0, bins - 1)] += totalByBucket[bucket] / all;
            }
        }
        return shares;
    }

    /** Of one second: bucket, count, bucket, count …; a bucket may come more than once. */
    public int[] pairs(int second) {
        return pairs.get(second);
    }

    public long requests(int second) {
        return requests[second];
    }

    public long errors(int second) {
        return errors[second];
    }

    public int[] phaseStarts() {
        return phaseStarts;
    }

    public long[] totalByBucket() {
        return totalByBucket;
    }
}
