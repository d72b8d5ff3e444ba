package io.belastbar.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.monitoring.MonitoringFiles.Rule;
import io.belastbar.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlertRulesTest {

    private static final List<String> CASES = cases();

    private static List<String> cases() {
        try {
            return MonitoringFiles.tests().stream()
                    .flatMap(file ->
                            MonitoringFiles.stream(MonitoringFiles.yaml(file).path("tests")))
                    .map(one -> one.path("name").asText())
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<Rule> alerts() throws IOException {
        return MonitoringFiles.alerts();
    }

    static List<Path> tests() throws IOException {
        return MonitoringFiles.tests();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertSaysForHowLongHowBadWhoseItIsAndWhatToDo(Rule alert) throws IOException {
        assertThat(alert.name()).startsWith("Belastbar");
        assertThat(alert.node().path("for").asText()).matches("[1-9]\\d*[mh]");
        assertThat(alert.label("severity")).isIn(EscalationWords.severities());
        assertThat(alert.label("role")).isIn(EscalationWords.roles());
        assertThat(alert.annotation("summary")).hasSizeGreaterThan(20).doesNotContain("belastbar_");

        var runbook = alert.annotation("runbook").split("#");

        assertThat(anchors(runbook[0])).contains(runbook[1]);
        assertThat(Files.readString(MonitoringFiles.ROOT.resolve(runbook[0]))).contains("`" + alert.name() + "`");
    }

    private static Set<String> anchors(String page) throws IOException {
        return Files.readAllLines(MonitoringFiles.ROOT.resolve(page)).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertIsTestedWhereItFiresAndWhereItMustNot(Rule alert) {
        assertThat(CASES).containsOnlyOnce(alert + " fires").containsOnlyOnce(alert + " is silent");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void aShareOfRequestsNeedsAMinimumOfThem(Rule alert) {
        var expression = alert.expression();
        boolean isShare =
                expression.contains("histogram_quantile") || expression.matches("(?s).*\\brate\\(.*/.*rate\\(.*");

        assertThat(!isShare
                        || expression.matches(
                                "(?s).*and (on \\([^)]*\\) )?sum by \\([^)]*\\) \\(increase\\(.*>= \\d+.*"))
                .as(expression)
                .isTrue();
    }

    /** budget-service measures none of its own reads where there were few; of others nobody tells how many there were. */
    @ParameterizedTest
    @MethodSource("alerts")
    void aShareThatIsMeasuredElsewhereNeedsAMinimumToo(Rule alert) {
        var expression = alert.expression();
        boolean isShare = expression.matches("(?s).*metric=\"[^\"]*(hit|miss|failure)_(ratio|rate)\".*");

        assertThat(!isShare
                        || alert.name().equals("BelastbarEtagHitsFew")
                        || expression.matches(
                                "(?s).*and on \\(system, testbed\\) max by \\(system, testbed\\) .*>= \\d+"))
                .as(expression)
                .isTrue();
    }

    @Test
    void everyMetricOfARuleIsListed() throws IOException {
        var known = KnownMetrics.read();
        var records = names(rule -> !rule.isAlert());

        for (Rule rule : MonitoringFiles.rules()) {
            assertThat(new Query(rule.expression()).metrics())
                    .as(rule.toString())
                    .isNotEmpty()
                    .allMatch(metric -> known.has(metric) || records.contains(metric));
        }
    }

    @Test
    void seriesThatARuleNamesAreListedAndOthersAreNot() throws IOException {
        var named = MonitoringFiles.rules().stream()
                .flatMap(rule -> new Query(rule.expression()).series().stream())
                .collect(Collectors.toSet());

        assertThat(KnownMetrics.read().series().keySet()).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void whatIsListedOfOthersIsReadByARuleOrAPanel() throws IOException {
        Set<String> read = new HashSet<>();
        for (Rule rule : MonitoringFiles.rules()) {
            read.addAll(new Query(rule.expression()).metrics());
        }
        for (var dashboard : MonitoringFiles.dashboards().values()) {
            MonitoringFiles.panels(dashboard).forEach(panel -> MonitoringFiles.queries(panel)
                    .forEach(query -> read.addAll(new Query(query).metrics())));
        }

        assertThat(read.stream().map(KnownMetrics::stem))
                .containsAll(KnownMetrics.read().others().keySet());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void aRuleOnWhatNoPartSendsSaysWhatItNeeds(Rule alert) throws IOException {
        var known = KnownMetrics.read();
        var query = new Query(alert.expression());
        var sources = Stream.concat(
                        query.metrics().stream().flatMap(metric -> known.other(metric).stream()),
                        query.series().stream().map(known.series()::get))
                .toList();
        var needs = alert.annotation("needs");
        // A record stands for what it is computed from.
        var isOfARecord = query.metrics().stream().anyMatch(metric -> metric.contains(":"));

        if (needs.isEmpty()) {
            assertThat(sources).noneMatch(source -> source.startsWith("needs:"));
        } else if (!isOfARecord) {
            assertThat(sources).anyMatch(source -> source.startsWith("needs: " + needs));
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void promtoolFiresWhatShouldFireAndNothingElse(Path file) throws IOException, InterruptedException {
        var said = Promtool.run(
                MonitoringFiles.RULES.resolve("tests"),
                "test",
                "rules",
                file.getFileName().toString());

        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void promtoolTakesTheRulesAndTheExampleThatLoadsThem() throws IOException, InterruptedException {
        var rules = MonitoringFiles.ruleFiles().stream().map(Path::toString).toList();
        var command = Stream.concat(Stream.of("check", "rules", "--lint-fatal"), rules.stream())
                .toArray(String[]::new);

        assertThat(Promtool.run(MonitoringFiles.RULES, command))
                .satisfies(said -> assertThat(said.exit()).as(said.text()).isZero());
        assertThat(Promtool.run(MonitoringFiles.PROMETHEUS, "check", "config", "--syntax-only", "prometheus.yml"))
                .satisfies(said -> assertThat(said.exit()).as(said.text()).isZero());
    }

    @Test
    void theExampleScrapesEveryServiceWithATokenAndKeepsLabelsAsTheyCame() {
        var job = MonitoringFiles.yaml(MonitoringFiles.PROMETHEUS.resolve("prometheus.yml"))
                .path("scrape_configs")
                .path(0);

        assertThat(job.path("job_name").asText()).isEqualTo("belastbar");
        assertThat(job.path("honor_labels").asBoolean()).isTrue();
        assertThat(job.path("authorization").path("credentials_file").asText()).isNotEmpty();
        assertThat(MonitoringFiles.stream(job.path("static_configs"))
                        .map(target -> target.path("labels").path("component").asText()
                                + target.path("targets").path(0).asText().replaceFirst("^.*:", " ")))
                .containsExactlyInAnyOrderElementsOf(Services.all().stream()
                        .map(service -> service.name() + " " + service.port())
                        .toList());
    }

    /** What is sent as an escalation and what Prometheus raises must meet in one route. */
    @Test
    void severitiesAndRolesAreThoseOfEscalationsAndAllSeveritiesAreUsed() throws IOException {
        assertThat(alerts().stream().map(alert -> alert.label("severity")).collect(Collectors.toSet()))
                .isEqualTo(EscalationWords.severities());
        assertThat(EscalationWords.roles())
                .containsAll(alerts().stream().map(alert -> alert.label("role")).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sum by (a_b) (rate(x_total{a=\"y_total\"}[5m])) / z offset 1d > 5; x_total z",
                "label_replace(histogram_quantile(0.9, x_bucket), \"system\", \"$1\", \"job\", \"(.+)\"); x_bucket",
                "up == 0 unless on (instance) max_over_time(r[1h] offset 2m) == 1; up r",
                "max_over_time(a:b:c[2h]) < 1e3 and 4 * q{x=\"a}b\"}; a:b:c q"
            })
    void aQueryNamesItsMetrics(String query, String metrics) {
        assertThat(new Query(query).metrics()).containsExactlyInAnyOrder(metrics.split(" "));
    }

    private static Set<String> names(Predicate<Rule> which) throws IOException {
        return MonitoringFiles.rules().stream().filter(which).map(Rule::name).collect(Collectors.toSet());
    }
}
