package io.belastbar.local.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.Printed;
import io.belastbar.local.run.PlayedPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final String BASELINE = "00000000-0000-4000-8000-000000000001";
    private static final String OTHER = "00000000-0000-4000-8000-000000000002";
    private static final String PATH = "/api/v1/test-run-comparisons";

    @TempDir
    Path folder;

    private PlayedPlatform platform;

    @BeforeEach
    void start() throws IOException {
        platform = new PlayedPlatform(folder.resolve("home"));
        platform.replyJson("GET " + PATH, 200, """
                {"baseline":{"runId":"%s","scenario":"checkout","requests":1000},
                 "comparisons":[{"run":{"runId":"%s","scenario":"checkout","requests":1100},
                   "warnings":[{"de":"Anderes Ziel.","en":"Another target."}],
                   "overall":{"verdict":{"de":"p95 ist 12 %% langsamer.","en":"p95 is 12 %% slower."},"quantiles":[
                     {"percentile":99.9,"baselineMs":100,"ms":112.5,"relativeChange":0.125,
                      "confidence95":[0.08,0.17],"shown":true}]},
                   "steps":[]}]}
                """.formatted(BASELINE, OTHER));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void quantilesAreShownWithTheirChangeAndItsConfidence() {
        var printed = compare(BASELINE, OTHER);

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text())
                .contains("! Another target.", "All requests: p95 is 12 % slower.")
                .containsPattern("p99\\.9 +100\\.00 ms +112\\.50 ms +\\+12\\.5 % +\\+8\\.0 % … \\+17\\.0 % +shown");
        assertThat(platform.received).containsExactly("GET " + PATH + "?runs=" + BASELINE + "," + OTHER + " ");
    }

    @Test
    void languageIsGerman() {
        assertThat(compare(BASELINE, OTHER, "--lang", "de").text())
                .contains("! Anderes Ziel.", "Alle Anfragen: p95 ist 12 % langsamer.", "nachgewiesen");
    }

    @Test
    void pageIsWrittenInTheLanguageWanted() {
        Path page = folder.resolve("comparison.html");
        platform.reply("GET " + PATH + ".html", 200, "text/html", "<html>");

        assertThat(compare(BASELINE, OTHER, "--lang", "de", "--export", page.toString())
                        .exitCode())
                .isZero();
        assertThat(page).hasContent("<html>");
        assertThat(platform.received).last().asString().contains("&lang=de");
    }

    @Test
    void unknownRunIsInvalidInput() {
        platform.replyJson("GET " + PATH, 404, "{\"detail\":\"test run not found\"}");

        var printed = compare(BASELINE, OTHER);

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("the runs were not compared: HTTP 404: test run not found");
    }

    @Test
    void whatIsNoRunOrNoFormatIsNeverAskedFor() {
        assertThat(compare(BASELINE).exitCode()).isEqualTo(104);
        assertThat(compare(BASELINE, "../runs").exitCode()).isEqualTo(104);
        assertThat(compare(BASELINE, OTHER, "--export", "x.pdf").exitCode()).isEqualTo(104);
        assertThat(platform.received).isEmpty();
    }

    private Printed compare(String... arguments) {
        var all = new ArrayList<>(List.of("compare"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return Printed.by(all.toArray(String[]::new));
    }
}
