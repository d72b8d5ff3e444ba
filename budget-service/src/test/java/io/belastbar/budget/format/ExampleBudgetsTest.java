package io.belastbar.budget.format;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.belastbar.budget.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The budgets under {@code examples/} are what users copy. */
class ExampleBudgetsTest {

    static List<Path> budgets() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
            return files.filter(file -> file.endsWith("belastbar/performance-budget.yml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void isAcceptedAsItStands(Path file) throws IOException {
        String document = Files.readString(file);

        assertThatCode(() -> Samples.budget(document)).doesNotThrowAnyException();
    }
}
