package io.belastbar.load.report;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondResult;
import java.io.IOException;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * A result as CSV (RFC 4180): a row per second, step and tenant that had something to say. Times are in milliseconds,
 * response and service times those of good answers; a field without a value is empty. Texts that a spreadsheet would run as a formula begin with an apostrophe.
 */
public final class RunReportCsv {

    static final String HEADER = "second,step,endpoint,tenant,users,offered,requests,errors,bytes_sent,bytes_received,"
            + "response_p50_ms,response_p90_ms,response_p95_ms,response_p99_ms,response_p99.9_ms,response_max_ms,"
            + "service_p50_ms,service_p90_ms,service_p95_ms,service_p99_ms,service_p99.9_ms,service_max_ms,"
            + "failed_p50_ms,failed_max_ms";

    private RunReportCsv() {}

    /** Writes row by row; a long run never stands in memory. */
    public static void write(RunReport report, Appendable out) throws IOException {
        RunResult result = report.result();
        out.append(HEADER).append("\r\n");
        for (SecondResult second : result.seconds()) {
            StringBuilder rows = new StringBuilder();
            second.cells().forEach((key, cell) -> {
                var step = result.steps().get(key.step());
                rows.append(second.second()).append(',');
                rows.append(field(step.name())).append(',');
                rows.append(field(step.endpoint())).append(',');
                rows.append(field(result.tenants().get(key.tenant()))).append(',');
                rows.append(second.users()).append(',');
                counts(rows, cell);
                times(rows, cell.responseMicros(), result.provenance().highestKnownPercentile());
                times(rows, cell.serviceMicros(), result.provenance().highestKnownPercentile());
                failed(rows, cell.failedMicros());
                rows.append("\r\n");
            });
            out.append(rows);
        }
    }

    private static void counts(StringBuilder row, Cell cell) {
        row.append(cell.intendedStarts()).append(',');
        row.append(cell.requests()).append(',');
        row.append(cell.errorCount()).append(',');
        row.append(cell.bytesSent()).append(',');
        row.append(cell.bytesReceived());
    }

    private static void times(StringBuilder row, Histogram micros, double highestKnown) {
        for (double percent : Percentiles.SHOWN) {
            number(row, Percentiles.millis(micros, percent, highestKnown));
        }
        number(row, micros.getTotalCount() == 0 ? Double.NaN : micros.getMaxValue() / 1e3);
    }

    private static void failed(StringBuilder row, Histogram micros) {
        boolean none = micros.getTotalCount() == 0;
        number(row, none ? Double.NaN : Cell.percentileMs(micros, 50));
        number(row, none ? Double.NaN : micros.getMaxValue() / 1e3);
    }

    private static void number(StringBuilder row, double millis) {
        row.append(',');
        if (!Double.isNaN(millis)) {
            row.append(String.format(Locale.ROOT, "%.3f", millis));
        }
    }

    private static String field(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
