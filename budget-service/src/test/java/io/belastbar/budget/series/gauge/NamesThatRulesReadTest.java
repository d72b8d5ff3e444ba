package io.belastbar.budget.series.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.measurement.reading.Measurement;
import io.belastbar.budget.measurement.reading.MeasurementJson;
import io.belastbar.budget.measurement.reading.MeasurementReader;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules and panels look for the names that a measurement gets when it is posted as the documentation says. */
class NamesThatRulesReadTest {

    private static final Path DEPLOY = Path.of("../deploy");
    private static final Pattern MATCHER =
            Pattern.compile("belastbar_series_value\\{[^}]*?\\bmetric=(~?)\\\\?\"([^\"\\\\]+)");

    /** As users post them: subject, metric, value; beside what no document names, each name of requirements 0 to 4. */
    private static final String POSTED = """
            http-etag hit_ratio 10%
            portfolio_data hit_ratio 91%
            cpu_percent utilisation 99%
            memory_percent utilisation 99%
            system.cpu.utilization utilisation 85%
            system.memory.utilization utilisation 85%
            core.health_check.response_time response_time 250ms
            core.availability success_rate 0%
            task.failure_rate error_rate 2%
            task.throughput throughput 20/s
            cache.hit_rate hit_ratio 60%
            cache.miss_rate error_rate 60%
            cache.operation_time response_time 7ms
            cache.operations throughput 20/s
            cache.memory.utilization utilisation 95%
            redis.memory.utilization utilisation 95%
            redis.memory.used size 600MB
            redis.cache.hit_rate hit_ratio 60%
            redis.connections.clients count 60
            redis.operations.per_second throughput 2000/s
            database.size size 11GB
            database.cache_hit_ratio hit_ratio 60%
            database.transactions throughput 20/s
            database.rollbacks throughput 1/s
            database.deadlocks throughput 0/s
            database.connections.active count 41
            database.connections.pool_usage utilisation 85%
            database.connections.utilization utilisation 85%
            database.query.response_time response_time 120ms
            database.slow_queries.avg_time query_time 600ms
            """;

    private static final Set<String> NAMES =
            POSTED.lines().map(NamesThatRulesReadTest::named).collect(Collectors.toSet());

    static Stream<String> matchers() throws IOException {
        return Stream.concat(read("prometheus/rules", ".yml"), read("grafana/dashboards", ".json"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("matchers")
    void whatARuleOrPanelLooksForIsThere(String matcher) {
        for (String branch : branches(matcher)) {
            assertThat(NAMES).as(branch).anyMatch(name -> name.matches(branch));
        }
    }

    /** A name that promtool is told and no service sends would make a rule green that never fires. */
    @Test
    void whatTestsOfRulesInventIsWhatIsSent() throws IOException {
        var read = matchers().toList();
        var invented = read("prometheus/rules/tests", ".yml")
                .filter(name -> read.stream().anyMatch(name::matches))
                .toList();

        assertThat(invented).hasSizeGreaterThan(10).isSubsetOf(NAMES);
    }

    @Test
    void noTwoOfThemShareAName() {
        assertThat(NAMES).hasSize((int) POSTED.lines().count());
    }

    /** The choices of a pattern, each of which must be there: {@code (redis|cache)[.]memory} is two names. */
    private static Set<String> branches(String pattern) {
        var choice = Pattern.compile("\\(([^()]*)\\)").matcher(pattern);
        return choice.find()
                ? Stream.of(choice.group(1).split("\\|"))
                        .flatMap(one ->
                                branches(pattern.substring(0, choice.start()) + one + pattern.substring(choice.end()))
                                        .stream())
                        .collect(Collectors.toSet())
                : Set.of(pattern);
    }

    private static Stream<String> read(String folder, String ending) throws IOException {
        try (var files = Files.list(DEPLOY.resolve(folder))) {
            var texts = new TreeSet<String>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(ending)).toList()) {
                MATCHER.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> texts.add(
                                found.group(1).isEmpty() && !folder.endsWith("tests")
                                        ? Pattern.quote(found.group(2))
                                        : found.group(2)));
            }
            assertThat(texts).isNotEmpty();
            return texts.stream();
        }
    }

    private static String named(String line) {
        var words = line.split(" ");
        var entry =
                "{\"subject\": \"%s\", \"metric\": \"%s\", \"value\": \"%s\"}".formatted(words[0], words[1], words[2]);
        Measurement read = MeasurementReader.read(MeasurementJson.read(entry), Instant.now(), Duration.ofDays(1))
                .getFirst();
        var subject = new Subject(SubjectKind.RESOURCE, null, read.subject());
        var key = new SeriesKey("shop", subject, read.metric().text(), SeriesKey.MEASURED);
        return SeriesLabels.distinct(List.of(key)).get(key).metric();
    }
}
