package io.belastbar.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageCommandTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path OUT = Path.of("/somewhere/images");

    @Test
    void allAreMadeUnlessOneIsNamed() {
        assertThat(ImageCommand.wanted(List.of()))
                .extracting(Packaged::name)
                .contains("budget-service", "capacity-service", "chaos-service", "loadtest-service")
                .contains("profiling-service", "dashboard", "cli");
        assertThat(ImageCommand.wanted(List.of("cli", "dashboard")))
                .extracting(Packaged::name)
                .containsExactly("dashboard", "cli");
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> ImageCommand.wanted(List.of("budget")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("budget-service")
                .hasMessageEndingWith("was budget");
    }

    @ParameterizedTest
    @MethodSource("applications")
    void eachHasAModuleAndFlagsForLittleMemoryAndForItsEnd(Packaged application) throws Exception {
        assertThat(ROOT.resolve(application.module()).resolve("pom.xml")).exists();

        String start = Files.readString(
                ROOT.resolve("deploy/images/start").resolve(application.start()).resolve("start"));

        assertThat(start.lines())
                .contains("-XX:+ExitOnOutOfMemoryError")
                .anyMatch(line -> line.startsWith("-XX:MaxRAMPercentage="))
                .noneMatch(line -> line.startsWith("-Xmx"));
    }

    @Test
    void packagesWithWhatItDependsOnAndWithoutTests() {
        var build = new ImageBuild(ROOT, OUT, null, List.of("--offline"));

        assertThat(build.packaging(ImageCommand.wanted(List.of("dashboard", "cli"))))
                .contains("-DskipTests", "-am")
                .containsSequence("-pl", "dashboard,deploy/local", "package", "--offline");
    }

    @Test
    void theBaseIsTheUsersOwnOnlyWhenNamed() {
        Packaged dashboard = ImageCommand.wanted(List.of("dashboard")).getFirst();
        String own = "registry.example/jdk@sha256:0";

        assertThat(new ImageBuild(ROOT, OUT, own, List.of()).containerizing(dashboard, "1a"))
                .contains("-Dbelastbar.image.base=" + own, "-Dimage.revision=1a", "-Dimage.name=dashboard");
        assertThat(new ImageBuild(ROOT, OUT, null, List.of()).containerizing(dashboard, "1a"))
                .noneMatch(argument -> argument.startsWith("-Dbelastbar.image.base"));
    }

    static List<Packaged> applications() {
        return Packaged.all();
    }
}
