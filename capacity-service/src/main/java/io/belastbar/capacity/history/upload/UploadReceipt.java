package io.belastbar.capacity.history.upload;

import io.belastbar.capacity.history.batch.Stored;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What became of an upload.
 *
 * @param stored points that are new
 * @param replaced that took the place of another value
 * @param known that were there already, with the same value
 * @param late of those stored, that are older than what was there
 * @param resets how often a counter reads less than before, at a value of the request or at the one that follows it
 */
public record UploadReceipt(
        String system, int points, int stored, int replaced, int known, int late, int resets, List<Stored> series) {

    static UploadReceipt of(String system, List<Stored> series) {
        return new UploadReceipt(
                system,
                sum(series, Stored::points),
                sum(series, Stored::stored),
                sum(series, Stored::replaced),
                sum(series, Stored::known),
                sum(series, Stored::late),
                sum(series, Stored::resets),
                series);
    }

    private static int sum(List<Stored> series, ToIntFunction<Stored> count) {
        return series.stream().mapToInt(count).sum();
    }
}
