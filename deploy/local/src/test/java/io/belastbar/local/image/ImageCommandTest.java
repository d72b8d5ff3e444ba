package io.belastbar.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageCommandTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    private Path out;

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
    void packagesWithWhatItDependsOnAndWithoutTests() throws Exception {
        ImageBuild build = build(null, "--offline");

        assertThat(build.packaging(ImageCommand.wanted(List.of("dashboard", "cli"))))
                .contains("-DskipTests", "-am")
                .containsSequence("-pl", "dashboard,deploy/local")
                .containsSequence("package", "--offline");
    }

    @Test
    void theBaseIsTheUsersOwnOnlyWhenNamed() throws Exception {
        Packaged dashboard = ImageCommand.wanted(List.of("dashboard")).getFirst();
        String own = "registry.example/jdk@sha256:0";

        assertThat(build(own).containerizing(dashboard, "1a"))
                .contains("-Dbelastbar.image.base=" + own, "-Dimage.revision=1a", "-Dimage.name=dashboard");
        assertThat(build(null).containerizing(dashboard, "1a"))
                .noneMatch(argument -> argument.startsWith("-Dbelastbar.image.base"));
    }

    /** Before anything is packaged, which takes minutes. */
    @Test
    void aJdkWithoutJlinkIsRefusedUnlessABaseIsNamed() throws Exception {
        Path tree = Files.createDirectories(out.resolve("tree"));
        Path jdk = Files.createDirectories(out.resolve("jdk/bin")).getParent();
        var steps = new Steps(tree);

        assertThatThrownBy(() -> new ImageBuild(tree, null, null, List.of(), steps).makeBase(jdk))
                .hasMessage("the base needs a JDK with jlink, or --base with an image of yours: was JAVA_HOME=" + jdk)
                .extracting("exitCode")
                .isEqualTo(ExitCodes.INVALID_INPUT);
        assertThatNoException()
                .isThrownBy(() -> new ImageBuild(tree, null, "jdk@sha256:0", List.of(), steps).makeBase(jdk));
    }

    private ImageBuild build(String base, String... arguments) throws Exception {
        return new ImageBuild(ROOT, ImageFolder.open(out, 0), base, List.of(arguments), new Steps(ROOT));
    }

    static List<Packaged> applications() {
        return Packaged.all();
    }
}
