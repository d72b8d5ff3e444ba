package io.belastbar.monitoring.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.monitoring.KnownMetrics;
import io.belastbar.monitoring.MonitoringFiles;
import io.belastbar.monitoring.Query;
import io.belastbar.running.CommandLine;
import io.belastbar.running.RunningPlatform;
import io.belastbar.running.StoryPlatform;
import io.belastbar.running.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What rules and panels ask for, asked of a real Prometheus that scrapes the platform and the sample after the demo, a forecast, a
 * fault and some posted measurements: every metric is there, and what is marked as sent by nobody is sent by nobody.
 */
@Order(4)
class RealMetricsIT {

    private static final Duration LIMIT = Duration.ofSeconds(200);
    private static final String SYSTEM = "smartbav";

    /** Panels that stay empty here, by the beginning of their query, and why. */
    private static final List<String> EMPTY = List.of(
            // No game day is held here: chaos-service's SystemGaugeIT has that gauge.
            "max by (outcome) (belastbar_chaos_game_days",
            // The sample has no promise or threshold that is broken for minutes.
            "ALERTS{alertstate=\"firing\"");

    /**
     * Metrics of rules and panels that begin with an event that this story does not have, or has on a slow machine only:
     * budget-service's HealthIT has the gauge of critical alerts.
     */
    private static final Set<String> LATER =
            Set.of("belastbar_chaos_game_days", "belastbar_budget_critical_alerts", "ALERTS");

    private static final String VISITED =
            "sum by (component) (rate(http_server_requests_seconds_count{job=\"belastbar\"}[1h])) > 0";
    private static final String ETAGS = "sum(rate(belastbar_http_etag_reads_total{component=\"budget\"}[1h])) > 0";

    @TempDir
    static Path folder;

    private static RealPrometheus prometheus;

    @BeforeAll
    static void scrapeTheStory() throws Exception {
        RealPrometheus.program();
        StoryPlatform story = StoryPlatform.running();
        RunningPlatform platform = story.api();
        String jobs = RealPrometheus.services(platform, folder) + RealPrometheus.system(platform, SYSTEM);
        prometheus = RealPrometheus.start(
                folder, CommandLine.freeBasePort(), MonitoringFiles.ruleFiles(), jobs, CommandLine.freeBasePort() + 1);
        Waiting.until(LIMIT, () -> prometheus.hasScraped(5, 2), () -> "not scraped");
        ScrapedStory.tell(story, SYSTEM);
        String run = platform.startRun(SYSTEM, "demo");
        Waiting.until(LIMIT, () -> platform.verdictOf(run) != null, () -> "no verdict of run " + run);
        // What Prometheus sees first has no rate yet, so they are asked until it has.
        Waiting.until(
                LIMIT,
                () -> {
                    ScrapedStory.visit(platform, SYSTEM);
                    return prometheus.count(VISITED) == 5 && prometheus.showsANumber(ETAGS);
                },
                () -> "no requests are scraped");
        awaitAll(
                "belastbar_capacity_limit_days",
                "belastbar_capacity_projected",
                "belastbar_chaos_faults_active == 0",
                "belastbar_series_value{metric=\"redis.cache.hit_rate\"}",
                "belastbar_series_value{metric=\"database.cache_hit_ratio\"}",
                "belastbar_database_statement_calls_by_mean > 0");
    }

    private static void awaitAll(String... queries) throws Exception {
        for (String query : queries) {
            Waiting.until(LIMIT, () -> prometheus.count(query) > 0, () -> query + " is not scraped");
        }
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void everyMetricOfARuleOrPanelIsScrapedUnlessItIsMarkedAsSentByNobody() throws Exception {
        var known = KnownMetrics.read();
        Set<String> missing = new TreeSet<>();
        Set<String> sentAllTheSame = new TreeSet<>();
        for (String metric : metricsOfRulesAndPanels()) {
            boolean isNeeded = known.other(metric)
                    .filter(from -> from.startsWith("needs:"))
                    .isPresent();
            boolean isThere = prometheus.count("last_over_time(" + metric + "[1h])") > 0;
            if (!isNeeded && !isThere && !LATER.contains(metric)) {
                missing.add(metric);
            }
            if (isNeeded && isThere) {
                sentAllTheSame.add(metric);
            }
        }

        assertThat(missing).isEmpty();
        assertThat(sentAllTheSame).isEmpty();
    }

    private static Set<String> metricsOfRulesAndPanels() throws Exception {
        Stream<String> rules = MonitoringFiles.rules().stream().map(MonitoringFiles.Rule::expression);
        return Stream.concat(rules, queries().stream())
                .flatMap(query -> new Query(query).metrics().stream())
                .filter(metric -> !metric.startsWith("belastbar:"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> queries() throws Exception {
        List<String> queries = new ArrayList<>();
        for (JsonNode dashboard : MonitoringFiles.dashboards().values()) {
            MonitoringFiles.panels(dashboard).forEach(panel -> queries.addAll(MonitoringFiles.queries(panel)));
        }
        return queries;
    }

    /** Of the series that profiling-service measures; those of collectors are posted, or not there. */
    @Test
    void everySeriesThatIsSaidToBeMeasuredIsMeasured() throws Exception {
        var known = KnownMetrics.read().series();
        for (String metric : known.keySet()) {
            if (known.get(metric).startsWith("profiling-service")) {
                assertThat(prometheus.count("belastbar_series_value{metric=~\"" + metric.replace("\\", "\\\\") + "\"}"))
                        .as(metric)
                        .isPositive();
            }
        }
    }

    /** The other way round: what is scraped of the services stands in docs/METRICS.md. */
    @Test
    void everyMetricOfOursThatIsScrapedIsListed() throws Exception {
        var known = KnownMetrics.read();

        assertThat(prometheus.metricNames())
                .filteredOn(name -> name.startsWith("belastbar_"))
                .hasSizeGreaterThan(60)
                .allMatch(known::isOurs);
    }

    /** A panel that can never show anything tells a lie: that nothing happened. */
    @Test
    void everyPanelShowsSomethingButThoseThatAreNamed() throws Exception {
        Set<String> empty = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (String query : queries()) {
            // Over an hour: what happened in the demo was a while ago.
            String asked = query.replace("$__rate_interval", "1h").replace("$system", SYSTEM);
            if (!prometheus.showsANumber(asked)) {
                empty.add(query);
            }
            EMPTY.stream().filter(query::startsWith).forEach(start -> named.add(query));
        }

        assertThat(empty).isSubsetOf(named);
    }

    @Test
    void everyRuleCanBeEvaluated() throws Exception {
        assertThat(prometheus.unhealthyRules()).isEmpty();
    }
}
