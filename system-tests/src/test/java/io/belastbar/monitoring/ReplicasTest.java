package io.belastbar.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.belastbar.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules and panels say of a service is said of all its replicas: of two of which one is ill, of none, of one that says NaN. */
class ReplicasTest {

    private static final Pattern NAMED = Pattern.compile("component=\"(\\w+)\"");

    @TempDir
    Path folder;

    /** A target that nobody finds has no {@code up}: only who is named is missed. */
    @Test
    void aServiceWithoutATargetIsMissedWhicheverItIs() throws IOException {
        var gone = MonitoringFiles.alerts().stream()
                .filter(alert -> alert.name().equals("BelastbarServiceGone"))
                .findFirst()
                .orElseThrow();

        assertThat(NAMED.matcher(gone.expression()).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(Services.names());
    }

    @Test
    void servicesThatAnswerAreCountedAndNotTheirReplicas() throws IOException, InterruptedException {
        var up = Map.of(
                "up{job=\"belastbar\",component=\"budget\",instance=\"a\"}", "1",
                "up{job=\"belastbar\",component=\"budget\",instance=\"b\"}", "1",
                "up{job=\"belastbar\",component=\"chaos\",instance=\"a\"}", "0",
                "up{job=\"belastbar\",component=\"chaos\",instance=\"b\"}", "1",
                "up{job=\"belastbar\",component=\"capacity\",instance=\"a\"}", "0");

        assertThatItIs(queries("Services that answer").getFirst(), up, 2);
    }

    static List<String> lags() throws IOException {
        return Stream.concat(queries("Events not applied yet").stream(), queries("Inbox").stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lags")
    void whatOneReplicaCannotAskHidesNothingOfAnother(String lag) throws IOException, InterruptedException {
        var component = NAMED.matcher(lag)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("budget");
        var lags = Map.of(
                "belastbar_inbox_lag{component=\"" + component + "\",instance=\"a\"}", "5000",
                "belastbar_inbox_lag{component=\"" + component + "\",instance=\"b\"}", "NaN");

        assertThatItIs("max(" + lag + ")", lags, 5000);
    }

    /** A sum with NaN is NaN; the greatest of several is not. */
    @Test
    void nothingThatMayBeNanIsSummedAsItIs() throws IOException {
        var mayBeNan = Files.readAllLines(MonitoringFiles.ROOT.resolve("docs/METRICS.md")).stream()
                .filter(line -> line.startsWith("| `belastbar_") && line.contains("NaN"))
                .map(line -> line.split("`")[1])
                .toList();
        List<String> queries = new ArrayList<>(MonitoringFiles.rules().stream()
                .map(MonitoringFiles.Rule::expression)
                .toList());
        queries.addAll(queries(""));

        assertThat(mayBeNan).contains("belastbar_inbox_lag", "belastbar_jobs_pending");
        for (String metric : mayBeNan) {
            var summed = Pattern.compile(
                    "(sum|avg)\\s*((by|without)\\s*\\([^)]*\\)\\s*)?\\(" + metric + "(\\{[^}]*})?\\s*\\)");
            assertThat(queries).noneMatch(query -> summed.matcher(query).find());
        }
    }

    /** Of the panels whose title starts so. */
    private static List<String> queries(String title) throws IOException {
        return MonitoringFiles.dashboards().values().stream()
                .flatMap(dashboard -> MonitoringFiles.panels(dashboard).stream())
                .filter(panel -> panel.path("title").asText().startsWith(title))
                .flatMap(panel -> MonitoringFiles.queries(panel).stream())
                .toList();
    }

    private void assertThatItIs(String query, Map<String, String> series, int value)
            throws IOException, InterruptedException {
        var document = JsonNodeFactory.instance.objectNode();
        var test = document.putArray("tests").addObject().put("interval", "1m");
        var given = test.putArray("input_series");
        series.forEach((name, values) -> given.addObject().put("series", name).put("values", values));
        test.putArray("promql_expr_test")
                .addObject()
                .put("expr", query)
                .put("eval_time", "0m")
                .putArray("exp_samples")
                .addObject()
                .put("labels", "{}")
                .put("value", value);
        new YAMLMapper().writeValue(folder.resolve("query.yml").toFile(), document);

        var said = Promtool.run(folder, "test", "rules", "query.yml");

        assertThat(said.exit()).as(said.text()).isZero();
    }
}
