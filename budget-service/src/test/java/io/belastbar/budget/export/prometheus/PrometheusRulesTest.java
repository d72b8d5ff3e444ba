package io.belastbar.budget.export.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.belastbar.budget.Samples;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.SubjectBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.document.InvalidInput;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Ratio;
import io.belastbar.quantity.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrometheusRulesTest {

    private static final SystemSelector SHOP = SystemSelector.of("shop", null, null);

    static List<String> names() {
        return List.of(
                "GET /a\"b",
                "GET /a\\b",
                "GET /a\nb",
                "GET /a'b: #c",
                "/{id}",
                "GET /{id: [a-z]{1,2}}/x",
                "GET /a.b+c*(d)|e^f$",
                "GET /{{ $value }}",
                "GET /x}}{{",
                "GET /ä\u0007 %s",
                "123",
                "/",
                "*");
    }

    @ParameterizedTest
    @MethodSource("names")
    void noNameMakesAnExpressionThatCannotBeRead(String name) {
        expressions(rules(budget(name))).forEach(PrometheusRulesTest::assertIsBalanced);
    }

    @Test
    void promtoolTakesAllNamesAndLimits(@TempDir Path folder) throws IOException, InterruptedException {
        var budget = names().stream()
                .map(PrometheusRulesTest::budget)
                .reduce(PerformanceBudget::and)
                .orElseThrow()
                .and(Samples.smartbavBudget())
                .and(Samples.budget("""
                        endpoints:
                          "*": { target_success_rate: 99.9%, target_response_time_p95: 1s, critical_response_time_p95: 2s, window: 7d }
                          "GET /day": { target_error_rate: 5%, target_response_time_p999: 150us, window: 1d, service: cart }
                          "GET /loose": { target_success_rate: 80%, window: 365d }
                        """));

        var said = check(folder, PrometheusRules.of("shop", budget, SHOP, "https://belastbar.example"));

        assertThat(said.text()).contains("SUCCESS");
        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void alertsReadRecordsAndNoRawSeriesOfDays() {
        for (var rule : rules(Samples.smartbavBudget())) {
            var expression = rule.path("expr").asText();
            assertThat(Pattern.compile("http_server_requests_seconds_\\w+\\{[^}]*\\}\\[(\\w+)]")
                            .matcher(expression)
                            .results()
                            .map(range -> range.group(1)))
                    .as(expression)
                    .allMatch("5m"::equals);
            if (rule.has("alert") && !rule.path("alert").asText().startsWith("BelastbarNo")) {
                assertThat(expression).doesNotContain("http_server_requests_seconds");
            }
        }
    }

    @Test
    void everyRawSeriesIsTheSystemsOwn() {
        assertThat(expressions(rules(Samples.smartbavBudget())))
                .filteredOn(expression -> expression.contains("http_server_requests_seconds"))
                .hasSizeGreaterThan(10)
                .allSatisfy(expression -> assertThat(Pattern.compile("http_server_requests_seconds_\\w+\\{([^}]*)")
                                .matcher(expression)
                                .results())
                        .allMatch(series -> series.group(1).startsWith("job=\"shop\"")));
    }

    @ParameterizedTest
    @CsvSource({
        "namespace, prod, 'namespace=\"prod\",job=\"cart\"'",
        "system, , 'system=\"shop\",job=\"cart\"'",
        "job, other, 'job=\"cart\"'",
        ", , 'job=\"cart\"'"
    })
    void theLabelThatTellsSystemsApartCanBeAnother(String label, String value, String matchers) {
        var selector = SystemSelector.of("shop", label, value);

        assertThat(selector.text(new Subject(SubjectKind.ENDPOINT, "cart", "GET /a")))
                .isEqualTo(matchers);
        assertThat(PrometheusRules.of("shop", budget("GET /a"), selector, ""))
                .contains("# - The label " + selector.text() + " on them");
    }

    @Test
    void whatIsNoLabelIsRefused() {
        var refused =
                catchThrowableOfType(InvalidInput.class, () -> SystemSelector.of("shop", "a-b\"} or vector(1)", "x"));

        assertThat(refused.errors()).singleElement().satisfies(error -> assertThat(error.pointer())
                .contains("label"));
    }

    @Test
    void besideEveryGroupStandsWhatSaysThatNothingIsKnown() {
        for (var group : groups(budget("GET /a").and(Samples.smartbavBudget()))) {
            assertThat(expressions(group.path("rules"))).anyMatch(expression -> expression.startsWith("absent("));
        }
    }

    @Test
    void windowsAreScaledWithThePromises() {
        var week = expressions(
                rules(Samples.budget("endpoints: { \"GET /a\": { target_error_rate: 0.1%, window: 7d } }")));

        assertThat(String.join("\n", week))
                .contains("[15m]", "[1h30m]", "[18h]", "[2m]")
                .doesNotContain("[3d]", "[1h]");
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, le=\"0.5\"",
        "1s, 'le=~\"1([.]0)?\"'",
        "15s, 'le=~\"15([.]0)?\"'",
        "1500ms, le=\"1.5\"",
        "150us, 'le=~\"0\\\\.00015|1\\\\.5E-4\"'"
    })
    void theBucketAtTheLimitIsFoundHoweverItIsWritten(String limit, String matcher) {
        assertThat(expressions(rules(
                        Samples.budget("endpoints: { \"GET /a\": { target_response_time_p95: " + limit + " } }"))))
                .anyMatch(expression -> expression.contains("_bucket{") && expression.contains(matcher));
    }

    @ParameterizedTest
    @CsvSource({
        "GET /a/{id}/b, 'method=\"GET\",uri=~\"/a/[{][^/]+[}]/b\"'",
        "/a.b/{id}, 'uri=~\"/a\\\\.b/[{][^/]+[}]\"'",
        "GET /plain.x, 'method=\"GET\",uri=\"/plain.x\"'",
        "/, 'uri=~\"/|root\"'"
    })
    void aPathIsFoundWhateverItsParametersAreCalled(String endpoint, String matchers) {
        assertThat(String.join(
                        ",",
                        PrometheusQueries.of(Subject.of(SubjectKind.ENDPOINT, endpoint))
                                .matchers()))
                .isEqualTo(matchers);
    }

    @Test
    void ofAllEndpointsTogetherOnlyWhatUsersAskForCounts() {
        var all = expressions(rules(budget("*")));

        assertThat(all)
                .filteredOn(expression -> expression.startsWith("sum(rate("))
                .hasSizeGreaterThan(2)
                .allMatch(expression -> expression.contains("{job=\"shop\",uri!~\"/q/.*|/actuator.*|"));
        // What has no buckets, such as a path that is not there, is neither fast nor slow.
        assertThat(all)
                .filteredOn(expression -> expression.contains("le=\"0.5\"") && expression.startsWith("sum("))
                .singleElement()
                .asString()
                .contains("le=\"+Inf\"")
                .doesNotContain("_count");
    }

    @Test
    void anAlertSaysHowMuchAndWhereToLookAndCanBeGrouped() {
        var alerts = StreamSupport.stream(
                        rules(Samples.budget(
                                        "endpoints: { \"GET /a\": { target_error_rate: 0.1%, severity: MEDIUM } }"))
                                .spliterator(),
                        false)
                .filter(rule -> rule.path("alert").asText().equals("BelastbarErrorBudgetBurn"))
                .toList();

        assertThat(alerts).hasSize(3).allSatisfy(alert -> {
            assertThat(alert.path("annotations").path("description").asText()).contains("{{ $value | humanize }}");
            assertThat(alert.path("annotations").path("link").asText())
                    .isEqualTo("https://belastbar.example/api/v1/systems/shop/error-budgets");
            assertThat(alert.path("labels").path("system").asText()).isEqualTo("shop");
            assertThat(alert.path("labels").path("subject").asText()).isEqualTo("GET /a");
            assertThat(alert.path("labels").path("metric").asText()).isEqualTo("target_error_rate");
        });
        assertThat(alerts)
                .extracting(alert -> alert.path("labels").path("severity").asText())
                .containsExactly("warning", "warning", "info");
    }

    @Test
    void theHeadSaysWhatTheRulesNeedAndLeaveOut() {
        var rules = PrometheusRules.of("shop", Samples.smartbavBudget().and(Samples.budget("""
                endpoints:
                  "GET /shown": { target_error_rate: 1%, informational: true }
                  "GET /never": { target_error_rate: 0% }
                  "GET /moves": { target_error_rate: "<= +10 %" }
                """)), SHOP, "");

        assertThat(rules.lines().takeWhile(line -> line.startsWith("#")).toList())
                .anyMatch(line -> line.startsWith("# Prometheus rules of shop: 14 of 27 promises. Left out: ")
                        && line.contains("target_throughput")
                        && line.contains("GET /shown target_error_rate; GET /never target_error_rate;"
                                + " GET /moves target_error_rate (relative)"))
                .anyMatch(line -> line.contains("a bucket at each limit in seconds: 0.1, 0.2, 0.5, 1, 2, 3, 5, 15"))
                .anyMatch(line -> line.contains(
                        "management.metrics.distribution.slo.http.server.requests=100ms,200ms,500ms,1000ms"))
                .anyMatch(line -> line.contains("inhibit_rules"));
    }

    @Test
    void promtoolFiresWhatShouldFireAndNothingElse(@TempDir Path folder) throws IOException, InterruptedException {
        check(
                folder,
                PrometheusRules.of(
                        "shop",
                        Samples.budget(Files.readString(Path.of("src/test/resources/prometheus/budget.yml"))),
                        SHOP,
                        ""));
        Files.copy(Path.of("src/test/resources/prometheus/rules-test.yml"), folder.resolve("rules-test.yml"));

        var said =
                Promtool.run("test", "rules", folder.resolve("rules-test.yml").toString());

        assertThat(said.exit()).as(said.text()).isZero();
    }

    private static Promtool.Said check(Path folder, String rules) throws IOException, InterruptedException {
        return Promtool.run(
                "check",
                "rules",
                "--lint-fatal",
                Files.writeString(folder.resolve("rules.yml"), rules).toString());
    }

    /** Texts end, brackets close, and no line breaks: what a name could spoil. */
    private static void assertIsBalanced(String expression) {
        var open = new ArrayList<Character>();
        boolean text = false;
        for (int i = 0; i < expression.length(); i++) {
            char one = expression.charAt(i);
            assertThat(Character.isISOControl(one)).as(expression).isFalse();
            if (text) {
                if (one == '\\') {
                    assertThat("\\\"nu").as(expression).contains(String.valueOf(expression.charAt(++i)));
                } else {
                    text = one != '"';
                }
            } else if (one == '"') {
                text = true;
            } else if ("([{".indexOf(one) >= 0) {
                open.add(one);
            } else if (")]}".indexOf(one) >= 0) {
                assertThat(open.removeLast()).as(expression).isEqualTo("([{".charAt(")]}".indexOf(one)));
            }
        }
        assertThat(text).as(expression).isFalse();
        assertThat(open).as(expression).isEmpty();
    }

    private static PerformanceBudget budget(String name) {
        var subject = Subject.of(SubjectKind.ENDPOINT, name);
        return PerformanceBudget.of(List.of(SubjectBudget.of(
                subject,
                List.of(
                        Objective.of(
                                subject,
                                Measure.RESPONSE_TIME,
                                Statistic.P95,
                                new Limit<>(Comparison.AT_MOST, TimeSpan.parse("500ms"))),
                        Objective.of(
                                subject,
                                Measure.ERROR_RATE,
                                Statistic.NONE,
                                new Limit<>(Comparison.BELOW, Ratio.parse("0.1%")))))));
    }

    private static JsonNode groups(PerformanceBudget budget) {
        try {
            return new YAMLMapper()
                    .readTree(PrometheusRules.of("shop", budget, SHOP, "https://belastbar.example"))
                    .path("groups");
        } catch (IOException notYaml) {
            throw new AssertionError(notYaml);
        }
    }

    private static List<JsonNode> rules(PerformanceBudget budget) {
        var rules = new ArrayList<JsonNode>();
        groups(budget).forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static List<String> expressions(Iterable<JsonNode> rules) {
        return StreamSupport.stream(rules.spliterator(), false)
                .map(rule -> rule.path("expr").asText())
                .toList();
    }
}
