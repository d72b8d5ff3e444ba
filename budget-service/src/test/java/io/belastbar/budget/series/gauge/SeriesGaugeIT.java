package io.belastbar.budget.series.gauge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SeriesGaugeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Subject SIZE = new Subject(SubjectKind.RESOURCE, "database", "database.size");
    private static final Subject CONNECTIONS =
            new Subject(SubjectKind.RESOURCE, "database", "database.connections.active");

    @Inject
    SeriesRepository series;

    @Inject
    SeriesGaugeRepository gauges;

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();

    @Test
    void prometheusIsToldWhatWasMeasuredLastAndNothingElse() {
        var now = Instant.now();
        append(new SeriesKey(system, SIZE, "size", SeriesKey.MEASURED), now.minusSeconds(60), 1000);
        append(new SeriesKey(system, SIZE, "size", "a-load-run"), now, 2000);
        append(new SeriesKey(system, SIZE, "size", SeriesKey.MEASURED, "feature", "default"), now, 3000);
        append(new SeriesKey(system, CONNECTIONS, "count", SeriesKey.MEASURED), now.minus(Duration.ofHours(2)), 4000);
        append(new SeriesKey(system, SIZE, "size", SeriesKey.MEASURED, "main", "staging"), now, 5000);

        append(new SeriesKey(system, SIZE, "size", SeriesKey.MEASURED), now, 1500);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told())
                .containsExactlyInAnyOrder(
                        line("database.size", "default", "1500.0"), line("database.size", "staging", "5000.0")));
    }

    /** Rules are written on these names; the second figure of a subject keeps its own when the first is measured no more. */
    @Test
    void whatWasMeasuredIsNamedWithoutTargetAndTwoFiguresApart() {
        var now = Instant.now();
        var etag = new Subject(SubjectKind.CACHE, "database", "http-etag");
        append(new SeriesKey(system, etag, "target_hit_ratio", SeriesKey.MEASURED), now, 0.1);
        append(new SeriesKey(system, SIZE, "target_size", SeriesKey.MEASURED), now.minus(Duration.ofHours(2)), 7);
        append(new SeriesKey(system, SIZE, "target_count", SeriesKey.MEASURED), now, 3);
        append(new SeriesKey(system, CONNECTIONS, "target_count", SeriesKey.MEASURED), now, 4);
        append(new SeriesKey(system, CONNECTIONS, "target_size", SeriesKey.MEASURED), now, 5);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told())
                .containsExactlyInAnyOrder(
                        line("http-etag.hit_ratio", "default", "0.1"),
                        line("database.size.count", "default", "3.0"),
                        line("database.connections.active", "default", "4.0"),
                        line("database.connections.active.size", "default", "5.0")));
    }

    /** Another kind, and a subject named as the figure would be: neither has the name of one that pauses. */
    @Test
    void aNameStaysWithASeriesThatPauses() {
        var now = Instant.now();
        var cache = new Subject(SubjectKind.CACHE, "database", "database.size");
        var count = new Subject(SubjectKind.RESOURCE, "database", "database.size.count");
        append(new SeriesKey(system, SIZE, "target_size", SeriesKey.MEASURED), now.minus(Duration.ofHours(2)), 1);
        append(new SeriesKey(system, SIZE, "target_count", SeriesKey.MEASURED), now.minus(Duration.ofHours(2)), 2);
        append(new SeriesKey(system, cache, "target_size", SeriesKey.MEASURED), now, 3);
        append(new SeriesKey(system, count, "target_count", SeriesKey.MEASURED), now, 4);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told())
                .containsExactlyInAnyOrder(
                        line("database.size.size.cache", "default", "3.0"),
                        line("database.size.count.count", "default", "4.0")));
    }

    /** A cache that nobody asks at night has no hit ratio of 0; a queue that is empty has 0 messages. */
    @Test
    void whatRestsOnNothingHidesNoneThatRestsOnSomethingAndAZeroThatIsOneIsTold() {
        var now = Instant.now();
        var etag = new Subject(SubjectKind.CACHE, "database", "http-etag");
        var asked = new SeriesKey(system, etag, "target_hit_ratio", SeriesKey.MEASURED);
        var unasked = new SeriesKey(system, etag, "target_response_time_p95", SeriesKey.MEASURED);
        append(asked, now.minusSeconds(120), 0.9);
        append(asked, ofNothing(now.minusSeconds(60)));
        append(unasked, ofNothing(now));
        append(new SeriesKey(system, CONNECTIONS, "target_count", SeriesKey.MEASURED), ofNothing(now));
        append(new SeriesKey(system, SIZE, "target_size_peak", SeriesKey.MEASURED), ofNothing(now));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told())
                .containsExactlyInAnyOrder(
                        line("http-etag.hit_ratio", "default", "0.9"),
                        line("database.connections.active", "default", "0.0"),
                        line("database.size.peak", "default", "0.0")));
    }

    /** A name that is posted is a label: it must neither end its line nor begin another, or nothing at all is scraped any more. */
    @Test
    void aNameOfAnyKindStaysOneLineAndIsReadAsItWasWritten() {
        var names = List.of(
                "say \"a\"",
                "C:\\new\\temp",
                "two\nlines",
                "two\r\nlines",
                "Größe 漢字 🚀",
                "tab\tbell\u0007",
                "a\",system=\"other\"} 1",
                "# TYPE a gauge",
                "\\");
        names.forEach(name -> append(
                new SeriesKey(system, new Subject(SubjectKind.RESOURCE, "database", name), "size", SeriesKey.MEASURED),
                Instant.now(),
                7));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told().map(SeriesGaugeIT::metricOf))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> name + ".size").toList()));
        assertThat(scraped().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("(?s)[a-zA-Z_:][\\w:]*(\\{.*})? \\S+"));
    }

    /** The label, with what Prometheus' text format escapes read back. */
    private static String metricOf(String line) {
        var label = Pattern.compile("\\bmetric=\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(line);
        assertThat(label.find()).as(line).isTrue();
        return Pattern.compile("\\\\(.)")
                .matcher(label.group(1))
                .replaceAll(
                        escaped -> Matcher.quoteReplacement(escaped.group(1).equals("n") ? "\n" : escaped.group(1)));
    }

    @Test
    void ofTooManySeriesThoseThatWereMadeFirstAreTold() {
        var now = Instant.now();
        append(new SeriesKey(system, SIZE, "size", SeriesKey.MEASURED), now, 1);
        append(new SeriesKey(system, CONNECTIONS, "count", SeriesKey.MEASURED), now, 2);
        var from = now.minus(Duration.ofMinutes(15));

        // Others measure as well, also between the two questions.
        await().atMost(PATIENCE).untilAsserted(() -> {
            var all = measured(from, 10_000);
            var first = measured(from, 1);

            assertThat(all.hidden()).isZero();
            assertThat(all.lines()).hasSizeGreaterThan(1);
            assertThat(first.lines())
                    .extracting(SeriesGaugeRepository.Line::key)
                    .containsExactly(all.lines().getFirst().key());
            assertThat(first.hidden()).isEqualTo(all.lines().size() - 1);
        });
    }

    private SeriesGaugeRepository.Shown measured(Instant from, int limit) {
        return gauges.measuredSince(from, limit).await().atMost(PATIENCE);
    }

    private String line(String metric, String testbed, String value) {
        return "belastbar_series_value{metric=\"%s\",service=\"database\",system=\"%s\",testbed=\"%s\"} %s"
                .formatted(metric, system, testbed, value);
    }

    private Stream<String> told() {
        return scraped()
                .filter(line -> line.contains(system))
                .filter(line -> line.startsWith("belastbar_series_value"));
    }

    /** As Prometheus divides it into lines: a carriage return is a character as any other. */
    private static Stream<String> scraped() {
        return Stream.of(given().get("/q/metrics").asString().split("\n"));
    }

    private static SeriesPoint ofNothing(Instant at) {
        return new SeriesPoint(at, 0, 0, SeriesPoint.POSTED, null, Map.of(SeriesPoint.SAMPLES, SeriesPoint.NONE));
    }

    private void append(SeriesKey key, Instant at, double value) {
        append(key, new SeriesPoint(at, value, 1, SeriesPoint.POSTED, null, Map.of()));
    }

    private void append(SeriesKey key, SeriesPoint point) {
        series.append(pool, key, point).await().atMost(PATIENCE);
    }
}
