package io.belastbar.plans;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Answers of real servers of PostgreSQL 14.20, 15 (with JIT), 16.11 and 18.6, by version and statement:
 * {@code explained/18/hash-join.json}. What they were asked is in {@code explained/README.md}.
 */
public final class Explained {
    public static final List<Integer> VERSIONS = List.of(14, 16, 18);

    private static final Path FOLDER = Path.of("src/test/resources/explained");

    private Explained() {}

    public static String text(int version, String name) {
        return read(FOLDER.resolve(version + "/" + name + ".json"));
    }

    public static Plan plan(int version, String name) {
        return PlanParser.plan(text(version, name));
    }

    /** Every plan of every version, by its path. */
    public static Stream<String> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .map(file -> FOLDER.relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** By a path of {@link #all()}. */
    public static Plan plan(String path) {
        return PlanParser.plan(read(path));
    }

    /** What the server answered. */
    public static String read(String path) {
        return read(FOLDER.resolve(path));
    }

    /** The first node of a type. */
    public static MeasuredNode node(Plan plan, String type) {
        return plan.nodes().stream().filter(node -> node.is(type)).findFirst().orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
