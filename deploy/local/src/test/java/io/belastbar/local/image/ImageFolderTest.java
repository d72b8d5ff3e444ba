package io.belastbar.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void whatIsWholeTakesThePlaceOfTheBuildBefore() throws Exception {
        Path out = temporary.resolve("deep/images");
        var folder = ImageFolder.open(out, 0);
        Files.createFile(out.resolve("other.tar"));
        Files.writeString(out.resolve("cli.tar"), "before");

        Files.writeString(folder.unfinished("cli.tar"), "now");
        Files.writeString(folder.unfinished("cli.digest"), "sha256:1");
        folder.finish("cli");
        folder.discard();

        assertThat(out.resolve("cli.tar")).hasContent("now");
        assertThat(out.toFile().list()).containsExactlyInAnyOrder("cli.tar", "cli.digest", "other.tar");
    }

    @Test
    void ofAnInterruptedBuildNothingStays() throws Exception {
        var killed = ImageFolder.open(temporary, 0);
        Files.writeString(killed.unfinished("cli.tar"), "half");

        ImageFolder.open(temporary, 0).discard();

        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aFileIsNoFolderToWriteTo() throws Exception {
        Path file = Files.createFile(temporary.resolve("images.txt"));

        assertRefused(file, "--out", file.toString());
        assertRefused(file.resolve("below"), "--out", "below");
        assertRefused(Path.of("/proc/images"), "--out", "/proc/images");
    }

    @Test
    void tooLittleRoomIsSaidBeforeAnythingIsBuilt() throws Exception {
        var folder = ImageFolder.open(temporary, 0);

        folder.requireRoom(250_000_000, 250_000_000);

        assertThatThrownBy(() -> folder.requireRoom(250_000_000, 249_000_000))
                .hasMessageContainingAll(temporary.toString(), "250 MB", "has 249 MB", "--out", "--only");
        assertThat(temporary).isEmptyDirectory();
    }

    private static void assertRefused(Path out, String... words) {
        assertThatThrownBy(() -> ImageFolder.open(out, 0))
                .asInstanceOf(InstanceOfAssertFactories.type(CommandFailure.class))
                .satisfies(failure -> {
                    assertThat(failure.exitCode()).isEqualTo(ExitCodes.INVALID_INPUT);
                    assertThat(failure).hasMessageContainingAll(words);
                });
    }
}
