package io.belastbar.local.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ForMavenTest {
    @ParameterizedTest
    @CsvSource({
        "--tarr, unknown option --tarr: --tar?",
        "-tar, unknown option -tar: --tar?",
        "--onyl=cli, unknown option --onyl=cli: --only?",
        "--otu, unknown option --otu: --out?",
        "foo, image takes no argument of its own: was \"foo\"; an image is named by --only"
    })
    void aSlipIsNamed(String argument, String sentence) {
        assertThatThrownBy(() -> ForMaven.require(List.of(argument)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(sentence)
                .extracting("exitCode")
                .isEqualTo(ExitCodes.INVALID_INPUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dmaven.repo.local=/m2",
                "--offline",
                "-o",
                "-q",
                "-U",
                "-X",
                "-T2",
                "-nsu",
                "-ntp",
                "-am",
                "-B",
                "--settings my.xml",
                "-s my.xml -o",
                "-P ours",
                "-up",
                "-npu",
                "-rf",
                "-pl",
                "--also-make",
                "--quiet"
            })
    void whatIsMavensIsHandedOn(String arguments) {
        assertThatCode(() -> ForMaven.require(List.of(arguments.split(" ")))).doesNotThrowAnyException();
    }

    /** Before it is said that --tar is missing. */
    @Test
    void theSlipComesFirst() {
        assertThatThrownBy(() -> called("--tarr")).hasMessageStartingWith("unknown option --tarr");
        assertThatThrownBy(() -> called("foo")).hasMessageContaining("\"foo\"");
        assertThatThrownBy(() -> called("--only", "nothing")).hasMessageEndingWith("was nothing");
        assertThatThrownBy(ForMavenTest::called).hasMessage("Missing required option: '--tar'");
    }

    private static void called(String... arguments) throws Exception {
        var command = new ImageCommand();
        new CommandLine(command).setUnmatchedOptionsArePositionalParams(true).parseArgs(arguments);
        assertThat(command.call()).isNull();
    }
}
