package io.belastbar.budget.measurement.reading;

import io.belastbar.document.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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
        said(name, each -> MeasurementCsv.read(body(header, row, "", bytes + header.length()), each));
    }

    private static void json(String name, String begin, String part, String end) throws IOException {
        var text = new StringWriter(MIB);
        body(begin, part, end, MIB).transferTo(text);
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

    /** Made as it is read: only what the reader keeps is in memory. */
    static Reader body(String begin, String part, String end, int bytes) {
        byte[] first = begin.getBytes(StandardCharsets.US_ASCII);
        byte[] again = part.getBytes(StandardCharsets.US_ASCII);
        byte[] last = end.getBytes(StandardCharsets.US_ASCII);
        int parts = (bytes - first.length - last.length) / again.length;
        return new InputStreamReader(
                new InputStream() {
                    private int at;

                    @Override
                    public int read() {
                        int i = at++;
                        if (i < first.length) {
                            return first[i];
                        }
                        int in = i - first.length;
                        if (in < parts * again.length) {
                            return again[in % again.length];
                        }
                        int behind = in - parts * again.length;
                        return behind < last.length ? last[behind] : -1;
                    }
                },
                StandardCharsets.US_ASCII);
    }
}
