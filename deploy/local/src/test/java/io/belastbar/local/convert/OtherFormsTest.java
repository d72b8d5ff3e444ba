package io.belastbar.local.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.local.convert.Conversion.Remark;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised in other words than ours, and what is said of what cannot be understood. */
class OtherFormsTest {

    @Test
    void kpisAsYaml() {
        assertThat(yaml("kpis: { api_response_time_p95: 200.0, cpu_usage_max: 70 %, error_rate_max: 0.1 }"))
                .extracting(Remark::text)
                .containsExactly(
                        "* target_response_time_p95 ≤ 200.0 ms",
                        "cpu target_utilisation ≤ 70 %",
                        "* target_error_rate ≤ 0.1 %");
    }

    @Test
    void targetsAsYaml() {
        assertThat(yaml("""
                        targets:
                          API Response Time: P95 < 500ms
                          Cache Hit Rate: "> 80%"
                        alerts:
                          High Response Time: P95 > 1s
                        """))
                .extracting(Remark::text)
                .containsExactly(
                        "* target_response_time_p95 < 500 ms",
                        "cache target_hit_ratio > 80 %",
                        "* critical_response_time_p95 ≤ 1 s");
    }

    @Test
    void goalsAsYaml() {
        assertThat(yaml("""
                        goals:
                          Settings Registry: { goal: "<50ms P95 mit ≥70% Hit-Rate", 304 responses: "<20ms" }
                          PR Pipeline: <10 Minuten
                          Bundle Size: <200KB
                        """))
                .extracting(Remark::text)
                .containsExactlyInAnyOrder(
                        "Settings Registry target_response_time_p95 < 50 ms",
                        "Settings Registry target_hit_ratio ≥ 70 %",
                        "Settings Registry: 304 responses target_response_time_p95 < 20 ms",
                        "pr target_duration < 10 Minuten",
                        "initial-bundle target_size < 200 KB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kpis: { warp_speed: 9 }|1|ends in _response_time_p95",
                "kpis: { payload_kb_max: 64 }|1|ends in _response_time_p95",
                "kpis: { retries_max: 3 }|1|ends in _response_time_p95",
                "kpis: 5|1|a name and a limit for each promise",
                "targets: { Response Time: fast }|1|has a sign and an amount",
                "targets: { Response Time: P95 > 500ms }|1|a target is kept",
                "alerts: { Cache Hit Rate: '> 70%' }|1|an alert says what is wrong",
                "targets: { Mood: < 5ms }|1|the name says what is meant",
                "targets: { Thread pool usage: < 80% }|1|the name says what is meant",
                "targets: { Architecture score: < 5ms }|1|the name says what is meant",
                "goals: { Settings: soon }|1|a goal has a sign",
                "goals: { PR Pipeline: < 10 parsec }|1|a duration is a number",
                "goals: { Settings: '> 10 ms' }|1|by staying below",
                "targets: { Response Time: 'P95 < 1,000ms' }|1|without grouping",
                "targets: { Throughput: '> 1.000 req/s' }|1|without grouping",
                "targets: { Response Time: P75 < 1s }|1|a percentile is P50",
                "targets: { Response Time: 'P95 < 500ms, P99 < 1s' }|1|one sign and one amount",
                "goals: { PR Pipeline: <10 Minuten 30 Sekunden }|1|one sign and one amount",
                "alerts: { Pool Exhaustion: whatever }|1|the name says what is meant",
                "alerts: { Connection Pool Exhaustion: whatever }|1|has a sign and an amount",
                "targets: { API Response Time: < 5ms, Response Time: < 6ms }|1|has another limit in line 1",
                "{ kpis: { cpu_usage_max: 1 }, max_mood: {} }|1|unknown key",
                "kpis: {}||at least one thing",
            })
    void whatIsNotUnderstoodIsToldWithItsLine(String document, Integer line, String rule) {
        var refused = catchThrowableOfType(InvalidInput.class, () -> Conversion.of("a.yml", document));

        assertThat(refused).isNotNull();
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(line);
            assertThat(error.rule()).contains(rule);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error_rate_max: float = 1 / 1000|a KPI is a number",
                "error_rate_max: Optional[float] = 0.1|a KPI is a number",
                "error_rate_max = 0.1|a KPI is a number",
                "error_rate_max: float = field(default=0.1)|a KPI is a number",
                "error_rate_max: float = (|a KPI is a number",
                "api_response_time_p95: float = 0.2  # s|the name means ms",
                "memory_usage_max: float = 80.0  # MB|the name means %",
                "x: float = 1.0; y: float = 2.0|a KPI is a number",
                "\"\"\"a docstring|never ends",
            })
    void aFieldOfThePythonClassIsNeverDropped(String field, String rule) {
        var python = "@dataclass\nclass Kpis:\n    cpu_usage_max: float = 70.0  # %\n    " + field + "\n";

        var refused = catchThrowableOfType(InvalidInput.class, () -> Conversion.of("a.py", python));

        assertThat(refused).isNotNull();
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(4);
            assertThat(error.rule()).contains(rule);
        });
    }

    @Test
    void methodsTextsAndOtherClassesOfAModulePromiseNothing() {
        var conversion = Conversion.of("a.py", """
                import dataclasses
                ERROR_RATE_MAX = 0.5

                @dataclasses.dataclass(
                    frozen=True,
                )
                class Kpis:
                    \"""What we hold.

                    hint: this is text
                    \"""
                    cpu_usage_max: float = 7_0.0  # %

                    def check(self, x: int = 5):
                        limit: float = 3.0
                        return limit

                @dataclass
                class More:
                \tmemory_usage_max: int = 80
                """);

        assertThat(conversion.understood())
                .containsExactly(
                        new Remark(12, "cpu target_utilisation ≤ 70.0 %"),
                        new Remark(20, "memory target_utilisation ≤ 80 %"));
        assertThat(conversion.notes())
                .containsExactly(
                        new Remark(2, "ERROR_RATE_MAX is read over: it is no field of a @dataclass"),
                        new Remark(14, "method check is read over"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unter 200 ms|< 200 ms",
                "Unter 200\u00a0ms|< 200 ms",
                "höchstens 1,5 s|≤ 1.5 s",
                "≤ 200ms|≤ 200 ms",
                "<200ms|< 200 ms",
                "P99 below 200 ms.|< 200 ms",
                "at most 0.250 s|≤ 0.250 s",
                "~ 30 ms|≤ 30 ms",
                "immer<30ms|< 30 ms",
            })
    void aLimitIsASignOrAWord(String text, String limit) {
        var page = Conversion.of("a.md", "# Antwortzeit\n- **Ziel:** " + text + "\n");

        assertThat(page.understood())
                .singleElement()
                .extracting(Remark::text)
                .asString()
                .endsWith(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"darunter 5 ms", "overall 5 ms", "P95: 5 ms", "5 ms", "unter Last"})
    void aWordThatLimitsNothingIsNoSign(String text) {
        assertThat(Phrase.limits(text)).isFalse();
    }

    @Test
    void germanPage() {
        var page = Conversion.of("seite.md", """
                # Leistung

                ## Performance-Ziele
                - **Antwortzeit**: P95 unter 200 ms
                - Fehlerrate: höchstens 0,5 %
                - **Durchsatz**: mindestens 100 req/s
                - **Stimmung**: über 80 %
                - **Trefferquote**: hoch

                ## Alarme
                - **Fehlerrate**: über 5 %

                | Seite | < 3 s |
                """);

        assertThat(page.understood())
                .extracting(Remark::text)
                .containsExactly(
                        "* target_response_time_p95 < 200 ms",
                        "* target_error_rate ≤ 0.5 %",
                        "* target_throughput ≥ 100 req/s",
                        "* critical_error_rate ≤ 5 %");
        assertThat(page.notes()).extracting(Remark::line).containsExactly(7, 8, 13);
    }

    @Test
    void goalsAndTargetsOfOnePageAreBothRead() {
        var page = Conversion.of("a.md", """
                # Search
                - **Goal:** <50ms P95
                # Targets
                - **Error Rate**: < 1%
                - **Error Rate**: < 1%
                """);

        assertThat(page.understood()).extracting(Remark::line).containsExactly(2, 4);
        assertThat(page.notes()).containsExactly(new Remark(5, "* target_error_rate stands in line 4 too"));
    }

    @Test
    void anAmbiguousNumberOfAPageIsRefused() {
        var refused = catchThrowableOfType(
                InvalidInput.class,
                () -> Conversion.of("a.md", "# Ziele\n- **Durchsatz**: > 1.000 req/s\n- **Fehlerrate**: < 1 %\n"));

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(2);
            assertThat(error.received()).contains("1.000");
        });
    }

    @Test
    void whatAPageLeavesOpenIsNoted() {
        var page = Conversion.of("a.md", """
                # Alerts
                - **Error Rate**: > 5%
                - **High Response Time**
                - **Cache Hit Rate**: low
                ```
                - **Error Rate**: > 1%
                """);

        assertThat(page.understood()).extracting(Remark::line).containsExactly(2);
        assertThat(page.notes()).extracting(Remark::line).containsExactly(3, 4, 5);
    }

    @Test
    void indentedBulletsBelowTargetsAreTargetsWhereTheirNameIsOne() {
        var page = Conversion.of("a.md", """
                # Ziele
                - Alle:
                  - Fehlerrate: < 1 %
                  - Login checks: < 50 ms
                """);

        assertThat(page.understood())
                .extracting(Remark::text)
                .containsExactly("* target_error_rate < 1 %", "Ziele: Login checks target_response_time_p95 < 50 ms");
    }

    @Test
    void percentilesAreReadWithTheirDecimals() {
        assertThat(yaml("kpis: { api_response_time_p999: 5 }"))
                .extracting(Remark::text)
                .containsExactly("* target_response_time_p999 ≤ 5 ms");
        assertThat(yaml("targets: { Response Time: P99.9 < 1s }"))
                .extracting(Remark::text)
                .containsExactly("* target_response_time_p999 < 1 s");
        assertThat(yaml("goals: { Settings: \">=70% Hit-Rate\" }"))
                .extracting(Remark::text)
                .containsExactly("Settings target_hit_ratio ≥ 70 %");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a \"b\" \\ c", "🚀 rocket", "# no comment", "x\u2028y", "{a}", "- [ ] a", "null", "ß"})
    void aNameKeepsItsCharacters(String name) {
        var page = Conversion.of("a.md", "# A\n- **Details:**\n  - " + name + ": <5ms\n");

        assertThat(page.tree().path("operations").fieldNames().next()).isEqualTo("A: " + name);
    }

    private static List<Remark> yaml(String document) {
        return Conversion.of("a.yml", document).understood();
    }
}
