package io.belastbar.load.imports;

import static io.belastbar.load.imports.Imported.CONTEXT;
import static io.belastbar.load.imports.Imported.bytes;
import static io.belastbar.load.imports.Imported.cell;
import static io.belastbar.load.imports.Imported.gzip;
import static io.belastbar.load.imports.Imported.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.HdrHistogram.Histogram;

/** Whatever a tool measured comes back: as many requests and errors, the same quantiles, in the same seconds. */
class RoundTripTest {

    private static final long START_MILLIS = 1_767_225_600_000L;

    record Request(String name, int startMillis, int elapsedMillis, boolean failed) {

        long start() {
            return START_MILLIS + startMillis;
        }

        long end() {
            return start() + elapsedMillis;
        }
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        Arbitrary<Integer> elapsed = Arbitraries.integers().between(0, 120_000);
        return Combinators.combine(
                        Arbitraries.of("Home", "GET /a", "Zahlung, ähnlich \"groß\""),
                        Arbitraries.integers().between(0, 40_000),
                        elapsed,
                        Arbitraries.of(true, false))
                .as(Request::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 60)
    void aJmeterCsv(@ForAll("requests") List<Request> requests, @ForAll("separators") char separator) {
        StringBuilder csv =
                new StringBuilder(String.join("" + separator, "label", "success", "elapsed", "timeStamp")).append('\n');
        requests.forEach(request -> csv.append('"')
                .append(request.name().replace("\"", "\"\""))
                .append('"')
                .append(separator)
                .append(!request.failed())
                .append(separator)
                .append(request.elapsedMillis())
                .append(separator)
                .append(request.start())
                .append("\r\n"));

        assertSame(requests, text(null, csv.toString()));
    }

    @Provide
    Arbitrary<Character> separators() {
        return Arbitraries.of(',', ';', '\t', '|');
    }

    @Property(tries = 40)
    void aJmeterXml(@ForAll("requests") List<Request> requests) {
        StringBuilder xml = new StringBuilder("<testResults version=\"1.2\">\n");
        requests.forEach(request -> xml.append(String.format(
                Locale.ROOT,
                "<httpSample t=\"%d\" ts=\"%d\" s=\"%b\" lb=\"%s\" rc=\"%d\"/>%n",
                request.elapsedMillis(),
                request.start(),
                !request.failed(),
                request.name().replace("\"", "&quot;"),
                request.failed() ? 500 : 200)));

        assertSame(requests, text(null, xml.append("</testResults>\n").toString()));
    }

    @Property(tries = 40)
    void aGatlingLog(@ForAll("requests") List<Request> requests, @ForAll("versions") String version) {
        boolean ids = version.startsWith("3.1.") || version.startsWith("3.3");
        StringBuilder log = new StringBuilder("RUN\tA\ta\t" + START_MILLIS + "\t \t" + version + "\n");
        requests.forEach(request -> log.append("REQUEST\t")
                .append(ids ? "7\t" : "")
                .append('\t')
                .append(request.name())
                .append('\t')
                .append(request.start())
                .append('\t')
                .append(request.end())
                .append('\t')
                .append(request.failed() ? "KO\tstatus.find.is(200), but actually found 500" : "OK\t ")
                .append('\n'));

        assertSame(requests, text(null, log.toString()));
    }

    @Provide
    Arbitrary<String> versions() {
        return Arbitraries.of("3.1.2", "3.3.1", "3.4.0", "3.9.5", "3.11.5", "3.12.0");
    }

    @Property(tries = 40)
    void aK6StreamWithGzip(@ForAll("requests") List<Request> requests, @ForAll boolean failedPoints) {
        StringBuilder json = new StringBuilder("{\"type\":\"Metric\",\"data\":{},\"metric\":\"http_reqs\"}\n");
        requests.forEach(request -> json.append(points(request, failedPoints)));

        assertSame(requests, bytes(null, gzip(json.toString()), CONTEXT));
    }

    private static String points(Request request, boolean failedPoint) {
        String tags =
                "\"tags\":{\"name\":\"" + request.name().replace("\"", "\\\"") + "\",\"method\":\"GET\",\"status\":\""
                        + (request.failed() ? 500 : 200) + "\",\"url\":\"http://a/" + request.startMillis() + "\"}";
        String time = "\"time\":\"" + Instant.ofEpochMilli(request.end()) + "\"";
        String duration = "{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{" + time + ",\"value\":"
                + request.elapsedMillis() + "," + tags + "}}\n";
        String failed = "{\"metric\":\"http_req_failed\",\"type\":\"Point\",\"data\":{" + time + ",\"value\":"
                + (request.failed() ? 1 : 0) + "," + tags + "}}\n";
        return duration + (failedPoint ? failed : "");
    }

    private static void assertSame(List<Request> requests, RunResult run) {
        long firstSecond = requests.stream().mapToLong(Request::start).min().orElseThrow() / 1000;
        assertThat(run.identity().startedAt()).isEqualTo(Instant.ofEpochSecond(firstSecond));
        requests.stream().map(Request::name).distinct().forEach(name -> {
            List<Request> named =
                    requests.stream().filter(each -> each.name().equals(name)).toList();
            Cell cell = cell(run, name);
            assertThat(cell.requests()).isEqualTo(named.size());
            assertThat(cell.intendedStarts()).isEqualTo(named.size());
            assertThat(cell.errorCount())
                    .isEqualTo(named.stream().filter(Request::failed).count());
            List<Request> good = named.stream().filter(each -> !each.failed()).toList();
            assertQuantiles(good, cell.responseMicros());
            assertQuantiles(good, cell.serviceMicros());
            assertQuantiles(named.stream().filter(Request::failed).toList(), cell.failedMicros());
        });
        run.seconds().forEach(second -> assertThat(second.total().requests())
                .isEqualTo(requests.stream()
                        .filter(each -> each.end() / 1000 - firstSecond == second.second())
                        .count()));
    }

    private static void assertQuantiles(List<Request> requests, Histogram micros) {
        assertThat(micros.getTotalCount()).isEqualTo(requests.size());
        double[] sorted =
                requests.stream().mapToDouble(Request::elapsedMillis).sorted().toArray();
        for (double percent : sorted.length == 0 ? new double[0] : new double[] {10, 50, 90, 99, 100}) {
            double exact = sorted[Math.max(0, (int) Math.ceil(percent / 100 * sorted.length) - 1)];
            assertThat(Cell.percentileMs(micros, percent)).isCloseTo(exact, within(0.001 + exact * 0.001));
        }
    }
}
