package io.belastbar.local.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.convert.Conversion.Remark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The documents of the source systems, byte for byte, become the native documents beside this test; budget-service tests
 * what it understands of those.
 */
class ConvertedExamplesTest {

    @ParameterizedTest
    @CsvSource({
        "keiko/belastbar/kpis.budget.py, kpis.yml, 9",
        "wattos/belastbar/targets.budget.md, targets.yml, 8",
        "freshplan/belastbar/goals.budget.md, goals.yml, 12",
    })
    void everyPromiseBecomesALineOfTheNativeDocument(String file, String written, int promises) throws IOException {
        var conversion = Conversion.read(example(file));

        assertThat(conversion.text()).isEqualTo(resource(written));
        assertThat(conversion.understood()).hasSize(promises);
        assertThat(conversion.kind()).contains(DocumentKind.BUDGET);
        assertThat(Conversion.of(written, conversion.text()))
                .isEqualTo(new Conversion(conversion.text(), List.of(), List.of()));
    }

    @Test
    void whatIsSaidOfAPromiseNamesItsLine() throws IOException {
        assertThat(Conversion.read(example("keiko/belastbar/kpis.budget.py")).understood())
                .contains(
                        new Remark(10, "* target_response_time_p95 ≤ 200.0 ms"),
                        new Remark(15, "tasks target_throughput ≥ 500.0 req/minute"));
    }

    @Test
    void everyLineOfTheReportThatHasALimitIsUnderstoodOrNoted() throws IOException {
        var report = example("freshplan/belastbar/goals.budget.md");
        var conversion = Conversion.read(report);

        var lines = Files.readAllLines(report);
        for (int number = 1; number <= lines.size(); number++) {
            if (Phrase.limits(lines.get(number - 1))) {
                int line = number;
                assertThat(conversion.understood().stream().anyMatch(promise -> promise.line() == line)
                                || conversion.notes().stream().anyMatch(note -> note.line() == line))
                        .as(lines.get(line - 1))
                        .isTrue();
            }
        }
        assertThat(conversion.notes()).hasSize(9);
    }

    @Test
    void otherClassesOfThePythonModuleAreNoted() throws IOException {
        assertThat(Conversion.read(example("keiko/belastbar/kpis.budget.py")).notes())
                .containsExactly(new Remark(26, "class PerformanceMonitor is read over: it is no @dataclass"));
    }

    @Test
    void thePlanOfTheSampleIsThatOfRequirements0AndCapacityServiceReadsWhatIsSent() throws IOException {
        var conversion = Conversion.read(example("smartbav/belastbar/forecasts.yml"));

        assertThat(conversion.kind()).contains(DocumentKind.CAPACITY_PLAN);
        try (var required = getClass().getResourceAsStream("/convert/forecasts.yml")) {
            assertThat(example("smartbav/belastbar/forecasts.yml")).hasBinaryContent(required.readAllBytes());
        }
        assertThat(Path.of("../../capacity-service/src/test/resources/plan/forecasts.yml"))
                .hasContent(conversion.text());
    }

    @Test
    void theDocstringOfTheBaselinesIsAllThatChanges() throws IOException {
        var file = example("aktienanalyse/belastbar/performance_baselines.yaml");
        var conversion = Conversion.read(file);

        assertThat(conversion.kind()).contains(DocumentKind.BASELINES);
        assertThat(conversion.notes()).containsExactly(new Remark(2, "the docstring is read over: it is no YAML"));
        var before = Files.readAllLines(file);
        var after = conversion.text().lines().toList();
        assertThat(before.get(1)).startsWith("\"\"\"");
        assertThat(after.get(1)).isEqualTo("# " + before.get(1));
        before.remove(1);
        assertThat(after).filteredOn(line -> !line.startsWith("# \"\"\"")).isEqualTo(before);
    }

    @Test
    void everyDocumentOfTheExamplesIsOfAKnownKind() throws IOException {
        try (var files = Files.walk(Path.of("../../examples"))) {
            var documents = files.filter(file -> file.toString().matches(".*/belastbar/[^/]+\\.\\w+"))
                    .filter(file -> !file.toString().endsWith("README.md"))
                    .toList();
            assertThat(documents).hasSizeGreaterThan(10);
            for (var document : documents) {
                assertThat(Conversion.read(document).kind())
                        .as(document.toString())
                        .isPresent();
            }
        }
    }

    static String resource(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/convert").resolve(name));
    }

    private static Path example(String file) {
        return Path.of("../../examples").resolve(file);
    }
}
