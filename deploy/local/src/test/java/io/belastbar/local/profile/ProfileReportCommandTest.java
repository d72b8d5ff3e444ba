package io.belastbar.local.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.Printed;
import io.belastbar.local.run.PlayedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileReportCommandTest {
    private static final String PATH = "/api/v1/systems/shop/deliverables";

    @TempDir
    Path folder;

    private PlayedPlatform platform;

    @BeforeEach
    void start() throws IOException {
        platform = new PlayedPlatform(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private void files(String... items) {
        platform.replyJson("GET " + PATH, 200, "{\"items\": [" + String.join(", ", items) + "]}");
    }

    private static String file(String name) {
        return "{\"path\": \"%s\", \"title\": \"t\", \"href\": \"%s/%s\"}".formatted(name, PATH, name);
    }

    @Test
    void whatIsThereIsWrittenAndWhatIsMissingNamesTheCommand() {
        files(
                file("a.md"),
                "{\"path\": \"b.md\", \"title\": \"t\", \"missing\": {\"reason\": \"no run\", \"command\": \"belastbar run X\"}}");
        platform.reply("GET " + PATH + "/a.md", 200, "text/markdown", "# A\n");

        var printed = report();

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text()).contains("b.md: no run → belastbar run X");
        assertThat(folder.resolve("out/a.md")).hasContent("# A");
    }

    @Test
    void aFileThatCannotBeWrittenNowHoldsUpNoOther() {
        files(file("a.yml"), file("b.md"));
        platform.replyJson("GET " + PATH + "/a.yml", 503, "{\"detail\":\"the database is not available\"}");
        platform.reply("GET " + PATH + "/b.md", 200, "text/markdown", "# B\n");

        var printed = report();

        assertThat(printed.exitCode()).as(printed.text()).isEqualTo(105);
        assertThat(printed.text()).contains("a.yml").contains("the database is not available");
        assertThat(folder.resolve("out/b.md")).hasContent("# B");
    }

    @Test
    void noFileLeavesTheFolder() {
        files("{\"path\": \"../evil.md\", \"title\": \"t\", \"href\": \"" + PATH + "/evil.md\"}");
        platform.reply("GET " + PATH + "/evil.md", 200, "text/markdown", "# E\n");

        assertThat(report().exitCode()).isEqualTo(105);
        assertThat(Files.exists(folder.resolve("evil.md"))).isFalse();
    }

    private Printed report() {
        return Printed.by(
                "profile",
                "report",
                "--system",
                "shop",
                "--out",
                folder.resolve("out").toString(),
                "--home",
                folder.resolve("home").toString());
    }
}
