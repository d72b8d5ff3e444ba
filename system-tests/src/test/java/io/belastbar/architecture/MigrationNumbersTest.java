package io.belastbar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A service brings its own migrations and those of the platform into one schema: a number that is there twice starts none. */
class MigrationNumbersTest {
    @Test
    void noNumberIsThereTwiceInASchema() throws IOException {
        List<Path> platform = new ArrayList<>();
        for (String module : House.MODULES) {
            if (module.startsWith("platform/")) {
                platform.addAll(migrations(module));
            }
        }
        assertThat(platform).hasSizeGreaterThan(5);

        for (String module : House.MODULES) {
            if (House.isService(module)) {
                List<Path> own = migrations(module);
                assertThat(own).as(module).isNotEmpty();
                assertThat(doubled(Stream.concat(platform.stream(), own.stream())))
                        .as(module)
                        .isEmpty();
            }
        }
    }

    @Test
    void theSameNumberIsSeenHoweverItIsWritten() {
        assertThat(doubled(Stream.of(Path.of("a/V0_32__x.sql"), Path.of("b/V0_032__y.sql"), Path.of("b/V32__z.sql"))))
                .containsOnlyKeys("0.32");
    }

    private static Map<String, List<Path>> doubled(Stream<Path> migrations) {
        Map<String, List<Path>> byNumber = new TreeMap<>();
        migrations.forEach(file -> byNumber.computeIfAbsent(number(file), none -> new ArrayList<>())
                .add(file));
        byNumber.values().removeIf(files -> files.size() == 1);
        return byNumber;
    }

    /** As Flyway reads it: leading zeros say nothing, and an underscore is a point. */
    private static String number(Path file) {
        String name = file.getFileName().toString();
        return name.substring(1, name.indexOf("__"))
                .replaceAll("(?<=^|_)0+(?=\\d)", "")
                .replace('_', '.');
    }

    private static List<Path> migrations(String module) throws IOException {
        Path folder = House.root().resolve(module).resolve("src/main/resources/db");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("V[0-9_]+__.*\\.sql"))
                    .toList();
        }
    }
}
