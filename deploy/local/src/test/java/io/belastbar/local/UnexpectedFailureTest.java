package io.belastbar.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnexpectedFailureTest {
    @TempDir
    Path home;

    @Test
    void commandThatMeetsWhatNobodyForesawSaysOneSentenceAndKeepsTheStackInAFile() throws Exception {
        // A folder where a file belongs.
        Files.createDirectories(home.resolve("run/connection.properties"));

        var printed = Printed.by("status", "--home", home.toString());

        assertThat(printed.exitCode()).isEqualTo(ExitCodes.ABORTED);
        assertThat(printed.text().strip().lines()).hasSize(1);
        assertThat(printed.text()).contains("IOException: Is a directory").doesNotContain("\tat ");
        Path log = Path.of(printed.text().strip().replaceFirst("^.*report it with (.*)\\.$", "$1"));
        assertThat(log).content().contains("\tat io.belastbar.embedded.PrivateProperties");
        Files.delete(log);
    }

    @Test
    void failureWithoutAMessageIsNamedByItsKind() throws Exception {
        String sentence = UnexpectedFailure.sentence(new IllegalStateException("two\nlines"));

        assertThat(sentence).contains("IllegalStateException: two)").doesNotContain("\n");
        assertThat(UnexpectedFailure.sentence(new NullPointerException())).contains("NullPointerException");
    }
}
