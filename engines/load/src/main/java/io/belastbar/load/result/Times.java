package io.belastbar.load.result;

import java.util.Arrays;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Times of one kind in one cell: few are kept as they came, which takes a fraction of a histogram's memory and of the time
 * to make one; many in a histogram. Either way a time counts with three significant digits.
 */
final class Times {

    private static final int FEW_MAX = 512;
    private static final int FEW_INITIAL = 8;
    private static final long[] NONE = {};

    private final Supplier<Histogram> form;
    private long[] few = NONE;
    private int count;
    private Histogram many;

    /** @param form of the histogram, once it is needed */
    Times(Supplier<Histogram> form) {
        this.form = form;
    }

    Times(Histogram many) {
        this.form = () -> new Histogram(Cell.SIGNIFICANT_DIGITS);
        this.many = many;
    }

    /** Without values, of the same form. */
    Times another() {
        return new Times(form);
    }

    void record(long micros) {
        if (many == null && count < FEW_MAX) {
            if (count == few.length) {
                few = Arrays.copyOf(few, Math.max(FEW_INITIAL, 2 * count));
            }
            few[count++] = micros;
        } else {
            many().recordValue(micros);
        }
    }

    void record(long micros, long times) {
        if (many == null && count + times <= FEW_MAX) {
            for (long left = times; left > 0; left--) {
                record(micros);
            }
        } else {
            many().recordValueWithCount(micros, times);
        }
    }

    /** In HdrHistogram's V2 encoding; nothing without values. */
    byte[] encoded() {
        return many == null ? EncodedHistogram.of(few, count) : EncodedHistogram.of(many);
    }

    void add(Times other) {
        if (other.many != null) {
            many().add(other.many);
        } else {
            for (int i = 0; i < other.count; i++) {
                record(other.few[i]);
            }
        }
    }

    long size() {
        return many == null ? count : many.getTotalCount();
    }

    /** What was recorded; not to be changed. */
    Histogram histogram() {
        return many == null ? fill(new Histogram(Cell.SIGNIFICANT_DIGITS)) : many;
    }

    /** From now on in a histogram, which may be added to. */
    Histogram many() {
        if (many == null) {
            many = fill(form.get());
            few = null;
        }
        return many;
    }

    private Histogram fill(Histogram histogram) {
        for (int i = 0; i < count; i++) {
            histogram.recordValue(few[i]);
        }
        return histogram;
    }
}
