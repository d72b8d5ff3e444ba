package io.belastbar.budget.measurement.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.document.TooLarge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class MeasurementReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

    @Test
    void oneMeasurementIsAnObject() {
        var read = json("""
                {"subject": "initial-bundle", "kind": "artefact", "metric": "size", "value": "180 kB",
                 "labels": {"commit": "abc"}}""");

        assertThat(read).singleElement().satisfies(measurement -> {
            assertThat(measurement.subject()).isEqualTo("initial-bundle");
            assertThat(measurement.kind()).isEqualTo(SubjectKind.ARTEFACT);
            assertThat(measurement.metric().text()).isEqualTo("target_size");
            assertThat(measurement.values()).containsExactly(180_000.0);
            assertThat(measurement.samples()).isEqualTo(1);
            assertThat(measurement.time()).isEqualTo(NOW);
            assertThat(measurement.labels()).containsEntry("commit", "abc");
        });
    }

    @Test
    void aNumberMayHaveItsUnitBesideItAndAnExponent() {
        var read = json("""
                [{"subject": "a", "metric": "response_time_p95", "value": 4.8e2, "unit": "ms", "samples": 1000},
                 {"subject": "b", "metric": "throughput", "value": 12.5, "unit": "1/s", "offered": "900 req/min"},
                 {"subject": "c", "metric": "hit_ratio", "value": 85, "unit": "percent"},
                 {"subject": "d", "metric": "target_count_avg", "value": 17}]""");

        assertThat(read.stream().map(measurement -> measurement.values().getFirst()))
                .containsExactly(480.0, 12.5, 0.85, 17.0);
        assertThat(read.stream().map(Measurement::samples)).containsExactly(1_000L, 1L, 0L, 0L);
        assertThat(read.get(1).labels()).containsEntry("offered", "15.0");
    }

    /** Half a character was stored as a question mark; what turns the order of characters shows another name. */
    @Test
    void aNameIsOneThatCanBeStoredAndRead() {
        assertThat(faults(() -> json("{\"subject\": \"\\ud800x\", \"metric\": \"size\", \"value\": 1}")))
                .containsExactly("/subject");
        assertThat(faults(() -> json("{\"subject\": \" x\", \"service\": \"y \", \"metric\": \"size\", \"value\": 1}")))
                .contains("/subject", "/service");
        assertThat(faults(() -> json("""
                [{"subject": "a\\u200bb", "metric": "size", "value": 1},
                 {"subject": "a\\nb", "service": "c\\u200ed", "metric": "size", "value": 1}]"""))).containsExactly("/0/subject", "/1/subject", "/1/service");
    }

    @Test
    void zeroSamplesAreSomethingElseThanNoWordOfThem() {
        var read = json("""
                [{"subject": "c", "metric": "hit_ratio", "value": "84%", "samples": 0},
                 {"subject": "c", "metric": "hit_ratio", "value": "84%"}]""");

        assertThat(read.stream().map(each -> each.labels().get("samples"))).containsExactly("0", null);
    }

    @Test
    void zeroSamplesTakeNoneOfTheLabelsThatAMeasurementMayHave() {
        assertThat(json(withLabels(16)).getFirst().labels()).hasSize(17).containsEntry("samples", "0");
        assertThatThrownBy(() -> json(withLabels(17))).isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(
                        refused.errors())
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString()).contains("has at most 16 labels", "17 labels")));
    }

    private static String withLabels(int count) {
        var labels =
                IntStream.range(0, count).mapToObj(i -> "\"l" + i + "\": \"x\"").collect(Collectors.joining(", "));
        return "{\"subject\": \"c\", \"metric\": \"hit_ratio\", \"value\": \"84%\", \"samples\": 0, \"labels\": {"
                + labels + "}}";
    }

    @Test
    void whatProgramsPrintIsTakenInEveryForm() {
        var listed = json("""
                [{"subject": "a", "metric": "response_time_p95", "value": 12.345678901234, "unit": "ms"},
                 {"subject": "a", "metric": "response_time_p95", "value": "92.56917745172979 ms"},
                 {"subject": "a", "metric": "response_time", "value": [0.1234567890123, 1e-3], "unit": "s"},
                 {"subject": "a", "metric": "size", "value": 1234.5, "unit": "B"},
                 {"subject": "a", "metric": "size_avg", "value": "1.2345678 MB"},
                 {"subject": "a", "metric": "throughput", "value": 1e-3, "unit": "1/s", "offered": "1.2345678e2 req/s"}]""");
        var table = read(MeasurementCsv.read("""
                subject,metric,value,unit
                a,response_time_p95,92.56917745172979,ms
                a,size,1.2345678 MB,
                a,error_rate,1e-3,
                """));

        assertThat(listed.stream().flatMap(measurement -> measurement.values().stream()))
                .containsExactly(12.345678901234, 92.56917745172979, 123.4567890123, 1.0, 1234.5, 1_234_567.8, 0.001);
        assertThat(listed.getLast().labels()).containsEntry("offered", "123.45678");
        assertThat(table.stream().flatMap(measurement -> measurement.values().stream()))
                .containsExactly(92.56917745172979, 1_234_567.8, 0.001);
        assertThat(faults(() -> json("""
                [{"subject": "a", "metric": "response_time", "value": NaN, "unit": "ms"},
                 {"subject": "a", "metric": "response_time", "value": [1, "Infinity", -1], "unit": "ms"}]"""))).containsExactly("/0/value", "/1/value/1", "/1/value/2");
    }

    @Test
    void severalValuesAreMeasurementsThemselves() {
        var read = json("""
                {"subject": "a", "metric": "response_time", "value": ["10ms", "20ms"]}""");

        assertThat(read.getFirst().values()).containsExactly(10.0, 20.0);
        assertThat(read.getFirst().samples()).isEqualTo(1);
    }

    @Test
    void everyFaultIsToldWithItsPlace() {
        assertThat(faults(() -> json("""
                [{"subject": "a", "metric": "speed", "value": "1ms"},
                 {"metric": "size", "value": "12"},
                 {"subject": "c", "kind": "thing", "metric": "size", "value": "1 kB", "at": "yesterday"},
                 {"subject": "d", "metric": "index_scan", "value": 1},
                 {"subject": "e", "metric": "hit_ratio", "value": "120%", "samples": "-1"}]""")))
                .containsExactlyInAnyOrder(
                        "/0/metric",
                        "/1/subject",
                        "/1/value",
                        "/2/kind",
                        "/2/at",
                        "/3/metric",
                        "/4/value",
                        "/4/samples");
    }

    @Test
    void unknownKeysAreRefused() {
        assertThat(faults(() -> json("{\"subject\": \"a\", \"metric\": \"size\", \"value\": \"1 B\", \"vale\": 1}")))
                .containsExactly("/vale");
    }

    /** It would make a figure of nothing of one that rests on something, or be lost beside the field. */
    @Test
    void noLabelHasTheNameThatIsKeptForZeroSamples() {
        assertThat(faults(() -> json("""
                [{"subject": "a", "metric": "hit_ratio", "value": "8%", "samples": 0, "labels": {"samples": "many"}},
                 {"subject": "a", "metric": "hit_ratio", "value": "8%", "labels": {"commit": "c", "samples": "0"}}]"""))).containsExactly("/0/labels/samples", "/1/labels/samples");
        assertThatThrownBy(() -> MeasurementCsv.read("""
                        subject,metric,value,label.samples
                        a,hit_ratio,8%,0
                        """))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.errors()).singleElement().satisfies(fault -> {
                            assertThat(fault.line()).isEqualTo(1);
                            assertThat(fault.received()).isEqualTo("label.samples");
                            assertThat(fault.rule()).contains("field samples");
                        }));
    }

    @Test
    void aTimeInTheFutureOrLongAgoIsRefused() {
        assertThat(faults(() -> json("""
                [{"subject": "a", "metric": "count", "value": 1, "at": "2026-11-21T06:06:00Z"},
                 {"subject": "a", "metric": "count", "value": 1, "at": "2026-11-19T06:00:00Z"},
                 {"subject": "a", "metric": "count", "value": 1, "at": "2026-11-21T06:05:00+00:00"}]"""))).containsExactly("/0/at", "/1/at");
    }

    @Test
    void anAbsurdNumberIsRefusedInsteadOfExpanded() {
        assertThat(faults(() -> json("{\"subject\": \"a\", \"metric\": \"count\", \"value\": 1e300}")))
                .containsExactly("/value");
        assertThat(faults(() -> json("{\"subject\": \"a\", \"metric\": \"count\", \"value\": \"1e999999999\"}")))
                .containsExactly("/value");
    }

    @Test
    void noMoreValuesThanARequestMayHave() {
        var values = IntStream.rangeClosed(0, MeasurementReader.VALUES_MAX)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> json("{\"subject\": \"a\", \"metric\": \"count\", \"value\": [" + values + "]}"))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("at most 10000 values, and this one 10001");
        assertThatThrownBy(() -> read(MeasurementCsv.read("subject,metric,value\n" + "a,size,1 B\n".repeat(10_002))))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("at most 10000 values, and this one 10002");
    }

    @Test
    void anEmptyListIsNoMeasurement() {
        assertThatThrownBy(() -> json("[]")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> json("{\"measurements\": []}")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aTableHasOneMeasurementARow() {
        var read = read(MeasurementCsv.read("""
                subject,kind,metric,value,unit,label.commit
                "GET /a, b",endpoint,response_time_p95,120,ms,abc

                pr,pipeline,duration,8min,,
                """));

        assertThat(read.stream().map(Measurement::subject)).containsExactly("GET /a, b", "pr");
        assertThat(read.stream().map(measurement -> measurement.values().getFirst()))
                .containsExactly(120.0, 480_000.0);
        assertThat(read.getFirst().labels()).containsEntry("commit", "abc");
        assertThat(read.getLast().labels()).isEmpty();
    }

    @Test
    void aTablesFaultsAreToldByLine() {
        assertThat(errors(() -> MeasurementCsv.read("subject,metric\na,size\n")))
                .singleElement()
                .satisfies(error -> assertThat(error.rule()).contains("value must be one"));
        assertThat(errors(() -> MeasurementCsv.read("subject,metric,value,colour\n"))
                        .getFirst()
                        .received())
                .isEqualTo("colour");
        assertThat(errors(() -> MeasurementCsv.read("subject,metric,value\na,size,1 B,x\n"))
                        .getFirst()
                        .line())
                .isEqualTo(2);
        assertThat(errors(() -> MeasurementCsv.read("subject,metric,value\n\"a,size,1 B\n"))
                        .getFirst()
                        .rule())
                .contains("a quote is closed");
        assertThat(errors(() -> read(MeasurementCsv.read("subject,metric,value\na,size,many\n")))
                        .getFirst())
                .satisfies(error -> {
                    assertThat(error.pointer()).isEqualTo("2/value");
                    assertThat(error.column()).isEqualTo(8);
                    assertThat(error.received()).isEqualTo("many");
                });
    }

    @Test
    void aTableIsRefusedWithTheLineAtFault() {
        var rows = "subject,metric,value\n".concat("a,size,1 B\n".repeat(1_000));

        assertThat(error("\uFEFF" + rows + "b,size\n").line()).isEqualTo(1_002);
        assertThat(error(rows + "\nb,\"size\",1,2\n").line()).isEqualTo(1_003);
        assertThat(error(rows + "b,\"si\nze\",1 B\n"))
                .satisfies(error -> assertThat(error.rule()).contains("a quote is closed on its line"))
                .satisfies(error -> assertThat(error.line()).isEqualTo(1_002))
                .satisfies(error -> assertThat(error.column()).isEqualTo(3));
        assertThat(error(rows + "\"b\"x,size,1 B\n"))
                .satisfies(error -> assertThat(error.rule()).contains("a quote is closed on its line"))
                .satisfies(error -> assertThat(error.received()).isEqualTo("\"b\"x,size,1 B"));
        assertThat(error(rows + "b\u0000,size,1 B\n"))
                .satisfies(error -> assertThat(error.rule()).contains("U+0000"))
                .satisfies(error -> assertThat(error.line()).isEqualTo(1_002));
        assertThat(MeasurementCsv.read(rows)).hasSize(1_000);
    }

    private static ProblemError error(String table) {
        var errors = errors(() -> MeasurementCsv.read(table));
        assertThat(errors).hasSize(1);
        return errors.getFirst();
    }

    private static List<Measurement> json(String text) {
        return read(MeasurementJson.read(text));
    }

    private static List<Measurement> read(List<MeasurementEntry> entries) {
        return MeasurementReader.read(entries, NOW, Duration.ofDays(1));
    }

    private static List<String> faults(Runnable reading) {
        return errors(reading).stream().map(ProblemError::pointer).toList();
    }

    private static List<ProblemError> errors(Runnable reading) {
        var thrown = new InvalidInput[1];
        assertThatThrownBy(reading::run)
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidInput.class))
                .satisfies(refused -> thrown[0] = refused);
        return thrown[0].errors();
    }
}
