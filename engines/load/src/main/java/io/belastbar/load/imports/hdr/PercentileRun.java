package io.belastbar.load.imports.hdr;

import io.belastbar.load.imports.context.Notes;
import io.belastbar.load.imports.context.ValueUnit;
import io.belastbar.load.imports.source.SlicedValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The times of a run of which one table or two are known: that from the intended start is the response time, the
 * uncorrected one the service time.
 */
final class PercentileRun {

    private static final String SHORTER = "The uncorrected times are longer than the corrected ones, which cannot be:"
            + " the output was changed, or put together from two runs.";

    private final Histogram response;
    private final Histogram service;
    private final Duration resolution;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param correctedOrNull null: only the uncorrected table is there
     * @param uncorrectedOrNull null: only one table is there
     * @param unitOrNull null: not told
     */
    PercentileRun(
            PercentileTable correctedOrNull,
            PercentileTable uncorrectedOrNull,
            boolean fromWrk2,
            ValueUnit unitOrNull) {
        PercentileTable first = correctedOrNull == null ? uncorrectedOrNull : correctedOrNull;
        ValueScale scale = new ValueScale(fromWrk2 ? ValueUnit.MILLISECONDS : unitOrNull);
        scale.seen(first.values(), Double.NaN);
        double micros = scale.microsPerUnit(first.values());
        this.response = first.histogram(micros);
        mean(first, micros, response);
        this.resolution = Duration.ofNanos(Math.round(micros * 1_000 * Math.pow(10, -first.decimals())));
        if (!fromWrk2) {
            notes.add(scale.note());
        }
        if (correctedOrNull == null) {
            notes.add("Only wrk2's uncorrected table is in the file (-U without -L).");
            notes.add(Notes.FROM_THE_SEND);
            this.service = response.copy();
        } else if (uncorrectedOrNull == null) {
            notes.add(
                    fromWrk2
                            ? "Times count from the intended start, as in wrk2; the service time is not in the file (-U"
                                    + " prints it) and is shown equal to the response time."
                            : "Response time and service time are the same here.");
            this.service = response.copy();
        } else {
            notes.add("Response times are those of wrk2's corrected table, from the intended start; service times are"
                    + " those of the uncorrected one, from the send.");
            this.service = service(uncorrectedOrNull, micros);
        }
    }

    private Histogram service(PercentileTable table, double micros) {
        long count = response.getTotalCount();
        boolean asPrinted = table.faultOrNull() == null && table.total() == count;
        if (!asPrinted) {
            notes.add("The counts of the uncorrected table (line " + table.title()
                    + ") contradict themselves or the corrected one; it was read by its percentiles.");
        }
        Histogram histogram = asPrinted ? table.histogram(micros) : table.histogramOf(count, micros);
        if (histogram.getTotalCount() != count) {
            notes.add("The uncorrected table is not whole; the service time is shown equal to the response time.");
            return response.copy();
        }
        if (histogram.getValueAtPercentile(50) > response.getValueAtPercentile(50)) {
            notes.add(SHORTER);
        }
        mean(table, micros, histogram);
        return histogram;
    }

    private void mean(PercentileTable table, double micros, Histogram histogram) {
        if (table.mean().isEmpty()) {
            notes.add("Percentiles that are not listed count as the next listed one above.");
            return;
        }
        double told = table.mean().getAsDouble();
        notes.add(
                SlicedValues.hasMean(histogram, told * micros)
                        ? "Between the percentiles that are listed, times were placed so that the mean is the one told: "
                                + told + "."
                        : "The mean told is " + told + ", which the percentiles listed do not allow; shown is "
                                + Math.round(histogram.getMean() / micros * 1_000) / 1_000.0 + ".");
    }

    Histogram response() {
        return response;
    }

    Histogram service() {
        return service;
    }

    /** The smallest difference that the table can show. */
    Duration resolution() {
        return resolution;
    }

    List<String> notes() {
        return notes;
    }
}
