package io.belastbar.budget.series.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.measurement.reading.Measurement;
import io.belastbar.budget.measurement.reading.MeasurementJson;
import io.belastbar.budget.measurement.reading.MeasurementReader;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
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

    private static final Path DOCUMENTED = Path.of("../docs/how-to/alerts.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\| `([^`]+)` \\|");

    /** Name by what is posted, as a page for users says: subject, figure, an example. */
    private static final Map<String, String> NAMES = documented();

    static Stream<String> matchers() throws IOException {
        return Stream.concat(read("prometheus/rules", ".yml"), read("grafana/dashboards", ".json"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("matchers")
    void whatARuleOrPanelLooksForIsThere(String matcher) {
        for (String branch : branches(matcher)) {
            assertThat(NAMES.values()).as(branch).anyMatch(name -> name.matches(branch));
        }
    }

    /** A name that promtool is told and no service sends would make a rule green that never fires. */
    @Test
    void whatTestsOfRulesInventIsWhatIsSent() throws IOException {
        var read = matchers().toList();
        var invented = read("prometheus/rules/tests", ".yml")
                .filter(name -> read.stream().anyMatch(name::matches))
                .toList();

        assertThat(invented).hasSizeGreaterThan(10).isSubsetOf(NAMES.values());
    }

    @Test
    void noTwoOfThemShareAName() {
        assertThat(NAMES.values()).hasSizeGreaterThan(25).doesNotHaveDuplicates();
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

    private static Map<String, String> documented() {
        try {
            return ROW.matcher(Files.readString(DOCUMENTED))
                    .results()
                    .collect(Collectors.toMap(MatchResult::group, NamesThatRulesReadTest::named));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String named(MatchResult row) {
        var entry = "{\"subject\": \"%s\", \"metric\": \"%s\", \"value\": \"%s\"}"
                .formatted(row.group(1), row.group(2), row.group(3));
        Measurement read = MeasurementReader.read(MeasurementJson.read(entry), Instant.now(), Duration.ofDays(1))
                .getFirst();
        var subject = new Subject(SubjectKind.RESOURCE, null, read.subject());
        var key = new SeriesKey("shop", subject, read.metric().text(), SeriesKey.MEASURED);
        return SeriesLabels.distinct(List.of(key)).get(key).metric();
    }
}
