package io.belastbar.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each threshold of the requirements is a rule: Prometheus' own tool is given a system that lies exactly on it and one that has
 * just passed it, and one alert more fires of the second.
 */
class RequirementRulesTest {

    /** What shares need besides, so that they are of something; below every threshold of its own. */
    private static final Map<String, Integer> ENOUGH = Map.of(
            "task.throughput",
            5,
            "database.transactions",
            5,
            "redis.operations.per_second",
            500,
            "cache.operations",
            5);

    private static final Path CATALOGUE = MonitoringFiles.ROOT.resolve(
            "capacity-service/src/main/resources/io/belastbar/capacity/limit/catalogue/metrics.yml");
    private static final Map<String, Double> UNITS = Map.of("percent", 0.01, "MB", 1024.0 * 1024);

    /** Thresholds of the catalogue that are not alerted of here, and why. */
    private static final Map<String, String> NO_RULES = Map.of(
            "*.error_rate", "triggers scaling; a promise of it has rules of its own",
            "*.response_time", "triggers scaling; a promise of it has rules of its own",
            "*.queue_backlog", "triggers scaling",
            "*.queue_lag", "a goal of the baselines, which are promises",
            "error_rate", "a promise, which has rules of its own",
            "system.disk.utilization", "by forecast: BelastbarLimitNear, and BelastbarDiskFills");

    /** In minutes. Longer than any alert on these waits. */
    private static final int LONG = 40;

    @TempDir
    Path folder;

    @Test
    void theRequirementsAreReadWhole() throws IOException {
        assertThat(Requirement.all()).hasSize(38).doesNotHaveDuplicates();
        assertThat(Requirement.all().stream().map(Requirement::metric).collect(Collectors.toSet()))
                .contains("core.availability", "redis.cache.hit_rate", "cpu_percent.utilisation", "task.failure_rate");
    }

    /** capacity-service forecasts against the same thresholds, so a new one of its catalogue needs a rule, or a reason. */
    @Test
    void everyThresholdOfTheCatalogueIsOneOfThese() throws IOException {
        var known = Requirement.all().stream()
                .map(one -> "%s %s %.4f".formatted(one.metric(), one.severity(), one.threshold()))
                .collect(Collectors.toSet());
        Set<String> others = new TreeSet<>();
        for (var entry : MonitoringFiles.yaml(CATALOGUE).path("metrics")) {
            var name = entry.path("metric").asText();
            var metric = name.replace("*", "core") + (name.endsWith("_percent") ? ".utilisation" : "");
            for (var level : Map.of("warning", "medium", "critical", "critical").entrySet()) {
                var threshold = entry.path(level.getKey()).asDouble()
                        * UNITS.getOrDefault(entry.path("unit").asText(), 1.0);
                if (entry.has(level.getKey())
                        && !known.contains("%s %s %.4f".formatted(metric, level.getValue(), threshold))) {
                    others.add(name);
                }
            }
        }

        assertThat(others).containsExactlyInAnyOrderElementsOf(NO_RULES.keySet());
    }

    @Test
    void everyThresholdIsARuleAndLyingOnItIsNotHavingPassedIt() throws IOException, InterruptedException {
        var tests = JsonNodeFactory.instance.arrayNode();
        for (Requirement one : Requirement.all()) {
            var test = test(tests, one.toString());
            var past = one.threshold() * (one.below() ? 0.99 : 1.01);
            series(test, value(one.metric(), "on"), one.threshold() + "x" + LONG);
            series(test, value(one.metric(), "past"), past + "x" + LONG);
            addEnough(test, one.metric());
            var firing = "count(ALERTS{alertstate=\"firing\",severity=\"" + one.severity() + "\",metric=\""
                    + one.metric() + "\",testbed=\"%s\"})";
            expect(test, firing.formatted("past") + " - (" + firing.formatted("on") + " or vector(0))", LONG + "m", 1);
        }
        assertHolds(tests);
    }

    /** A minute before it is too early, a minute after it is late enough. */
    @Test
    void whatMustLastFiresOnceItHasLasted() throws IOException, InterruptedException {
        var tests = JsonNodeFactory.instance.arrayNode();
        for (Requirement one :
                Requirement.all().stream().filter(each -> each.seconds() > 0).toList()) {
            var test = test(tests, one + " for " + one.seconds() + " s");
            series(test, value(one.metric(), "past"), "0x9 " + one.threshold() * 1.01 + "x" + LONG);
            addEnough(test, one.metric());
            var minutes = one.seconds() / 60;
            var firing =
                    "ALERTS{alertstate=\"firing\",severity=\"" + one.severity() + "\",metric=\"" + one.metric() + "\"}";
            expect(test, "count(" + firing + ") or vector(0)", 10 + minutes - 1 + "m", 0);
            expect(test, "count(" + firing + ") or vector(0)", 10 + minutes + 1 + "m", 1);
        }
        assertHolds(tests);
    }

    @ParameterizedTest
    @CsvSource({
        "smartbav, Alert bei P95 > (\\d+)ms, 1000, BelastbarSmartbavSlow",
        "wattos, P95 > (\\d+)s, 1, BelastbarWattosSlow",
        "freshplan, Bei P95 >(\\d+)ms warnen, 1000, BelastbarFreshplanSlow"
    })
    void oneRequestInTwentyPastTheThresholdFiresAndOneInTwentyFiveDoesNot(
            String system, String says, double units, String alert) throws IOException, InterruptedException {
        var bound = Requirement.number(says) / units;
        var tests = JsonNodeFactory.instance.arrayNode();
        for (int within : List.of(94, 96)) {
            var test = test(tests, within + " of 100 requests to " + system + " are within " + bound + " s");
            var labels = "{job=\"" + system + "\",uri=\"/a\"";
            buckets(test, labels, bound, within);
            series(test, "http_server_requests_seconds_count" + labels + "}", "0+100x" + LONG);
            expect(test, fires(alert), LONG + "m", within < 95 ? 1 : 0);
        }
        assertHolds(tests);
    }

    private static void buckets(ObjectNode test, String labels, double bound, int within) {
        Map.of(bound, within, bound * 2, 100, Double.POSITIVE_INFINITY, 100)
                .forEach((limit, count) -> series(
                        test,
                        "http_server_requests_seconds_bucket" + labels + ",le=\""
                                + (Double.isInfinite(limit) ? "+Inf" : limit) + "\"}",
                        "0+" + count + "x" + LONG));
    }

    @Test
    void moreThanTheShareOfFailuresFiresAndTheShareDoesNot() throws IOException, InterruptedException {
        var percent = (int) Requirement.number("High Error Rate\\*\\*: > (\\d+)%");
        var tests = JsonNodeFactory.instance.arrayNode();
        for (int failed : List.of(percent, percent + 1)) {
            var test = test(tests, failed + " of 100 requests to wattos fail");
            Map.of("SERVER_ERROR", failed, "SUCCESS", 100 - failed)
                    .forEach((outcome, count) -> series(
                            test,
                            "http_server_requests_seconds_count{job=\"wattos\",outcome=\"" + outcome + "\"}",
                            "0+" + count + "x" + LONG));
            expect(test, fires("BelastbarWattosFails"), LONG + "m", failed > percent ? 1 : 0);
        }
        assertHolds(tests);
    }

    @Test
    void theHitRatiosOfTheTextsAreRulesToo() throws IOException, InterruptedException {
        var etag = Requirement.number("Hit-Rate >(\\d+)% halten") / 100;
        var cache = Requirement.number("Low Cache Hit Rate\\*\\*: < (\\d+)%") / 100;
        var tests = JsonNodeFactory.instance.arrayNode();
        for (double factor : List.of(1.0, 0.99)) {
            var test = test(tests, factor + " of the hit ratios");
            series(test, value("http-etag.hit_ratio", "a"), etag * factor + "x" + LONG);
            series(test, value("cache.hit_rate", "a"), cache * factor + "x" + LONG);
            addEnough(test, "");
            expect(test, fires("BelastbarEtagHitsFew"), LONG + "m", factor < 1 ? 1 : 0);
            expect(test, fires("BelastbarLookUpsMiss"), LONG + "m", factor < 1 ? 1 : 0);
        }
        assertHolds(tests);
    }

    private static String fires(String alert) {
        return "count(ALERTS{alertname=\"" + alert + "\",alertstate=\"firing\"}) or vector(0)";
    }

    private static String value(String metric, String testbed) {
        return "belastbar_series_value{system=\"aktienanalyse\",service=\"\",metric=\"" + metric + "\",testbed=\""
                + testbed + "\"}";
    }

    private static void addEnough(ObjectNode test, String metric) {
        ENOUGH.entrySet().stream()
                .filter(other -> !other.getKey().equals(metric))
                .forEach(other -> Stream.of("on", "past", "a")
                        .forEach(testbed ->
                                series(test, value(other.getKey(), testbed), other.getValue() + "x" + LONG)));
    }

    private static ObjectNode test(ArrayNode tests, String name) {
        var test = tests.addObject().put("name", name).put("interval", "1m");
        test.putArray("input_series");
        test.putArray("promql_expr_test");
        return test;
    }

    private static void series(ObjectNode test, String series, String values) {
        test.withArray("input_series").addObject().put("series", series).put("values", values);
    }

    private static void expect(ObjectNode test, String expression, String at, int value) {
        test.withArray("promql_expr_test")
                .addObject()
                .put("expr", expression)
                .put("eval_time", at)
                .putArray("exp_samples")
                .addObject()
                .put("labels", "{}")
                .put("value", value);
    }

    private void assertHolds(ArrayNode tests) throws IOException, InterruptedException {
        var document = JsonNodeFactory.instance.objectNode();
        document.putArray("rule_files")
                .add(MonitoringFiles.RULES.resolve("systems*.yml").toString());
        document.put("evaluation_interval", "1m").set("tests", tests);
        new YAMLMapper().writeValue(folder.resolve("requirements.yml").toFile(), document);

        var said = Promtool.run(folder, "test", "rules", "requirements.yml");

        assertThat(said.exit()).as(said.text()).isZero();
    }
}
