package io.belastbar.budget.measurement.reading;

import io.belastbar.document.RefusedInput;
import io.belastbar.smallheap.RepeatedText;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the largest bodies of measurements in a small heap; the test starts it in a JVM of its own. */
final class LargestMeasurements {

    private static final int MIB = 1 << 20;
    private static final String HEADER = "subject,metric,value\n";

    private LargestMeasurements() {}

    public static void main(String[] args) throws IOException {
        table("rows", HEADER, "search,p95,180ms\n", 10 * MIB);
        table("faulty rows", HEADER, "search,nothing known,180ms\n", 10 * MIB);
        table("one row", HEADER, ",", 10 * MIB);
        table("one cell", HEADER + "\"", "a\n", 10 * MIB);
        var labels = IntStream.range(0, 14).mapToObj(i -> ",label.l" + i).collect(Collectors.joining());
        var row = "GET /search,endpoint,shop,response_time_p95,180,ms,100,main,ci"
                + ",01234567890123456789012345678901234567890123456789".repeat(14);
        table(
                "largest",
                "subject,kind,service,metric,value,unit,samples,branch,testbed" + labels + "\n",
                row + "\n",
                10_000 * (row.length() + 1));
        json("values", "[1", ",1", "]");
        json("faulty", "[{\"a\":1}", ",{\"a\":1}", "]");
        json("list", "{\"subject\":\"a\",\"metric\":\"count\",\"value\":[1", ",1", "]}");
    }

    private static void table(String name, String header, String row, int bytes) {
        said(name, each -> MeasurementCsv.read(RepeatedText.of(header, row, "", bytes + header.length()), each));
    }

    private static void json(String name, String begin, String part, String end) throws IOException {
        var text = new StringWriter(MIB);
        RepeatedText.of(begin, part, end, MIB).transferTo(text);
        var document = text.toString();
        said(name, each -> MeasurementJson.read(document, each));
    }

    private static void said(String name, MeasurementReader.MeasurementEntries entries) {
        try {
            List<Measurement> read = MeasurementReader.read(entries, Instant.now(), Duration.ofDays(400));
            System.out.println(name + " ACCEPTED " + read.size());
        } catch (RefusedInput refused) {
            System.out.println(name + " REFUSED " + refused.getMessage());
        }
    }
}
