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

class CheckCommandTest {
    private static final String PATH = "/api/v1/systems/shop/database-checks";

    @TempDir
    Path folder;

    private PlayedPlatform platform;

    @BeforeEach
    void start() throws IOException {
        platform = new PlayedPlatform(folder.resolve("home"));
        platform.replyJson("POST " + PATH, 200, "{}");
        platform.reply("GET " + PATH, 200, "text/markdown", "# Database of shop\n");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void theDatabaseIsCheckedAndTheReportPrinted() {
        var printed = check("shop");

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text()).contains("# Database of shop");
        assertThat(platform.received).containsExactly("POST " + PATH + " ", "GET " + PATH + "?format=md&lang=en ");
    }

    @Test
    void oneCheckIsWrittenToAFile() throws IOException {
        Path file = folder.resolve("report.md");

        var printed = check("shop", "--only", "dead-rows", "--lang", "de", "--out", file.toString());

        assertThat(printed.text()).contains("Bericht: ");
        assertThat(file).content().contains("# Database of shop");
        assertThat(Files.exists(file)).isTrue();
        assertThat(platform.received)
                .containsExactly(
                        "POST " + PATH + "?only=dead-rows ", "GET " + PATH + "?format=md&lang=de&only=dead-rows ");
    }

    @Test
    void whatIsRefusedSaysWhyAndWhoseFaultItIs() {
        platform.replyJson("POST " + PATH, 400, "{\"detail\":\"only must be one of x\"}");
        assertThat(check("shop", "--only", "y").exitCode()).isEqualTo(104);

        platform.replyJson("POST " + PATH, 503, "{\"detail\":\"the database is not available\"}");
        var away = check("shop");

        assertThat(away.exitCode()).isEqualTo(105);
        assertThat(away.text()).contains("the database was not checked: HTTP 503: the database is not available");
        assertThat(check("shop", "--out", "report.xls").exitCode()).isEqualTo(104);
    }

    private Printed check(String... arguments) {
        var all = new String[arguments.length + 4];
        all[0] = "profile";
        all[1] = "check";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[all.length - 2] = "--home";
        all[all.length - 1] = folder.resolve("home").toString();
        return Printed.by(all);
    }
}
