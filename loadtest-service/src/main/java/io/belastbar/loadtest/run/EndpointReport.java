package io.belastbar.loadtest.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.EncodedCells;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult.StepInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What one endpoint showed, with why requests failed.
 *
 * @param skipped requests not made, because an earlier answer did not give a value that they need
 */
public record EndpointReport(@JsonUnwrapped EndpointResult result, Map<ErrorClass, Long> errorsByClass, long skipped) {

    /** One for each endpoint, in the order of the steps; steps of the same endpoint are added up. */
    public static List<EndpointReport> of(List<StepInfo> steps, Map<CellKey, Cell> totals, Duration offeredFor) {
        Map<String, String> tags = new LinkedHashMap<>();
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (int index = 0; index < steps.size(); index++) {
            StepInfo step = steps.get(index);
            int number = index;
            tags.putIfAbsent(step.endpoint(), step.tag());
            Cell sum = cells.computeIfAbsent(step.endpoint(), none -> new Cell());
            EncodedCells.sum(totals, key -> key.step() == number, sum);
        }
        List<EndpointReport> reports = new ArrayList<>();
        cells.forEach((endpoint, cell) -> reports.add(of(endpoint, tags.get(endpoint), cell, offeredFor)));
        return reports;
    }

    private static EndpointReport of(String endpoint, String tag, Cell cell, Duration offeredFor) {
        double seconds = offeredFor.toNanos() / 1e9;
        EndpointResult result = new EndpointResult(
                endpoint,
                tag,
                cell.requests(),
                cell.errorCount(),
                seconds <= 0 ? 0 : cell.intendedStarts() / seconds,
                seconds <= 0 ? 0 : cell.requests() / seconds,
                cell.responseSummary(),
                cell.serviceSummary(),
                encode(cell.responseMicros()));
        return new EndpointReport(result, new TreeMap<>(cell.errors()), cell.skipped());
    }

    private static String encode(Histogram micros) {
        ByteBuffer buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }
}
