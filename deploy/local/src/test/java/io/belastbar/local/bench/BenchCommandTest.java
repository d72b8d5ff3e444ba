package io.belastbar.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    @TempDir
    Path root;

    @Test
    void withoutANameEachIsListedWithWhatItNeeds() {
        var printed = Printed.by("bench");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text().lines()).hasSize(Bench.values().length).allMatch(line -> line.contains("Needs "));
    }

    @Test
    void unknownNameIsInvalidInput() {
        var printed = Printed.by("bench", "guess");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text())
                .contains("there is no benchmark guess; there are:")
                .contains("  http ");
    }

    @Test
    void propertiesGoToTheJvmAndTheRestToTheBenchmark() throws Exception {
        Files.createDirectories(root.resolve("benchmarks/target/classes"));

        List<String> command = BenchCommand.command(Bench.RECORDER, root, List.of("-Drounds=1", "-f", "0"));

        assertThat(command.indexOf("-Drounds=1")).isLessThan(command.indexOf("-cp"));
        assertThat(command).endsWith("org.openjdk.jmh.Main", "RecordSample", "-prof", "gc", "-f", "0");
    }

    @Test
    void checkThatIsATestIsRunByMaven() {
        assertThat(BenchCommand.command(Bench.STALL, root, List.of("-o")))
                .startsWith("mvn")
                .contains("-Dtest=StallIT")
                .endsWith("-o");
    }

    @Test
    void moduleThatIsNotBuiltIsSaid() {
        assertThatThrownBy(() -> BenchCommand.command(Bench.HTTP, root, List.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("benchmarks is not built");
    }
}
