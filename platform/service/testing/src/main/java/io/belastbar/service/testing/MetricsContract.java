package io.belastbar.service.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/METRICS.md} to what a service serves; a service's {@code MetricsIT} extends it. */
public abstract class MetricsContract {
    private static final Path DOCUMENT = Path.of("..", "docs", "METRICS.md");
    private static final Pattern NAME = Pattern.compile("`(belastbar_[a-z0-9_]+)`");
    private static final Pattern LIKEWISE = Pattern.compile("`(_[a-z_]+)`");
    private static final Pattern LABEL = Pattern.compile("`([a-z]+)`(?: \\(([^)]*)\\))?");
    private static final Pattern SERIES = Pattern.compile("(belastbar_[a-z0-9_]+?)(?:_bucket|_count|_sum|_max)?[{ ].*");

    /** A line of the document's table. */
    private record Line(Set<String> names, String kind, String labels, String servedBy, String meaning) {}

    /** What every service is made of, and what only some are: by whom it is served stands below the table. */
    private static final Set<String> EVERYWHERE = Set.of("backbone", "web");

    private static final Set<String> PARTLY = Set.of("jobs", "cache", "progress");

    private final String service = ConfigProvider.getConfig().getValue("belastbar.service", String.class);

    @Test
    void everyMetricThatIsServedIsDescribedAsServedHere() throws IOException {
        Set<String> described = lines().stream()
                .filter(line -> isMine(line) || PARTLY.contains(line.servedBy))
                .flatMap(line -> line.names.stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(served().stream()
                        .map(line -> SERIES.matcher(line))
                        .filter(Matcher::matches)
                        .map(series -> series.group(1)))
                .isNotEmpty()
                .allMatch(name -> described.contains(name));
    }

    /** A counter that appears with its first event has no increase by it. Of a label without values none is known before. */
    @Test
    void everyCounterThatIsDescribedAsServedHereIsThereFromTheStart() throws IOException {
        List<String> served = served();

        for (Line line : lines()) {
            if (isMine(line) && line.kind.equals("counter") && allValuesAreKnown(line.labels)) {
                line.names.forEach(name -> labelled(name, line.labels).forEach(wanted -> assertThat(served)
                        .as(wanted.toString())
                        .anyMatch(series -> wanted.stream().allMatch(series::contains))));
            }
        }
    }

    private boolean isMine(Line line) {
        return line.servedBy.equals(service) || EVERYWHERE.contains(line.servedBy);
    }

    private static boolean allValuesAreKnown(String labels) {
        return LABEL.matcher(labels).results().allMatch(label -> label.group(2) != null);
    }

    /** The texts that the series of a name must have: one for each value that the document names. */
    private static List<List<String>> labelled(String name, String labels) {
        List<List<String>> series = List.of(List.of(name));
        Matcher label = LABEL.matcher(labels);
        while (label.find()) {
            if (label.group(2) != null) {
                List<List<String>> longer = new ArrayList<>();
                for (List<String> shorter : series) {
                    for (String value : label.group(2).split(",\\s*")) {
                        longer.add(Stream.concat(shorter.stream(), Stream.of(label.group(1) + "=\"" + value + "\""))
                                .toList());
                    }
                }
                series = longer;
            }
        }
        return series;
    }

    private static List<String> served() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("belastbar_"))
                .toList();
    }

    private static List<Line> lines() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `belastbar_"))
                .map(line -> line.split("\\s*\\|\\s*"))
                .map(cells -> new Line(names(cells[1], cells[5]), cells[2], cells[3], cells[4], cells[5]))
                .toList();
    }

    private static Set<String> names(String cell, String meaning) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(cell).results().forEach(name -> names.add(name.group(1)));
        if (meaning.contains("likewise")) {
            String stem = names.iterator().next().replaceFirst("_[a-z]+_total$", "");
            LIKEWISE.matcher(meaning).results().forEach(ending -> names.add(stem + ending.group(1)));
        }
        return names;
    }
}
