package io.belastbar.plans.rule;

import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plans that real servers made of the statements in {@code rule/bad.sql} and {@code rule/good.sql}, over the database of
 * {@code rule/schema.sql}, by {@code EXPLAIN (ANALYZE, BUFFERS, VERBOSE, FORMAT JSON)} on warm caches. {@code make.py} there
 * makes them again.
 */
final class MadePlans {
    private static final List<Integer> VERSIONS = List.of(14, 16, 18);

    private MadePlans() {}

    /** @param expected the rules that have something to say, weightiest first */
    record Made(String folder, int version, String name, List<String> expected) {
        Plan plan() {
            return PlanParser.plan(json());
        }

        Plan unmeasured() {
            return PlanParser.plan(json().replaceAll("(?m)^ *\"(?:Actual |Execution|Planning Time).*\n", "")
                    .replaceAll(",(\\s*[}\\]])", "$1"));
        }

        Plan untimed() {
            return PlanParser.plan(json().replaceAll("(?m)^ *\"(?:Actual Startup|Actual Total).*\n", "")
                    .replaceAll(",(\\s*[}\\]])", "$1"));
        }

        String json() {
            return read(folder + "-" + version + "/" + name + ".json");
        }

        @Override
        public String toString() {
            return name + " on " + version;
        }
    }

    /**
     * A line {@code -- name: sort-spill | sort-spill, misestimate?} names a plan and its advice. What has a question mark lies
     * about at its threshold, and may be told by one version and not by another.
     */
    static Stream<Made> all(String folder) {
        List<Made> made = new ArrayList<>();
        read(folder + ".sql")
                .lines()
                .filter(line -> line.startsWith("-- name: "))
                .forEach(line -> {
                    String[] parts = line.substring("-- name: ".length()).split("\\|");
                    List<String> expected = parts.length < 2
                            ? List.of()
                            : Stream.of(parts[1].split(","))
                                    .map(String::strip)
                                    .filter(rule -> !rule.isEmpty())
                                    .toList();
                    VERSIONS.forEach(version -> made.add(new Made(folder, version, parts[0].strip(), expected)));
                });
        return made.stream();
    }

    private static String read(String file) {
        try (InputStream in = MadePlans.class.getResourceAsStream("/rule/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
