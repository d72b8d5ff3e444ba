package io.belastbar.local.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments of Chaos Toolkit on the command line. */
class ChaosToolkitCommandsTest {
    private static final String EXPERIMENT = """
            {"title": "t", "description": "it's \\"süß\\"", "x": 1.50,
             "method": [{"type": "action", "name": "kill", "provider": {"type": "python", "module": "m", "func": "f"}}]}
            """;
    private static final String ORIGIN = """
            {"version":1,"changed":true,"steps":1,"expectations":2,"name":"experiment","origin":{"language":"chaostoolkit","notPossible":[
              {"where":"kill","pointer":"/method/0/provider","line":2,"column":60,
               "because":{"english":"it calls Python","german":"es Python aufruft"},
               "remedy":{"english":"leave it out","german":"lassen Sie es weg"}}],
             "notes":[{"english":"one after the other","german":"nacheinander"}]}}""";

    @TempDir
    Path folder;

    private PlayedGameDays played;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        played = new PlayedGameDays(folder.resolve("home"));
        file = folder.resolve("Pod_Lost (1).json");
        Files.writeString(file, EXPERIMENT);
    }

    @AfterEach
    void stop() {
        played.close();
    }

    private Printed run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return Printed.by(all.toArray(String[]::new));
    }

    @Test
    void anExperimentIsAppliedByteForByteUnderItsFilesNameAndWhatDoesNotRunIsTold() {
        played.reply("PUT /api/v1/systems/shop/runbooks/pod-lost-1", 201, ORIGIN);

        var printed = run("apply", "-f", file.toString(), "--system", "shop");

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(played.received)
                .containsExactly(("PUT /api/v1/systems/shop/runbooks/pod-lost-1 " + EXPERIMENT).strip());
        assertThat(printed.text())
                .contains(
                        ":2:60: kill: not possible here, because it calls Python: leave it out",
                        "note: one after the other");
    }

    @Test
    void whatOfAnExperimentRunsIsToldWithoutStoringIt() {
        played.reply("POST /api/v1/systems/shop/conversions/runbook", 200, ORIGIN);

        var printed = run("game-day", "convert", file.toString(), "--system", "shop", "--lang", "de");

        assertThat(printed.exitCode()).as("a part does not run").isEqualTo(99);
        assertThat(printed.text())
                .contains(
                        "1 Schritte und 2 Erwartungen laufen hier",
                        "kill: hier nicht möglich, weil es Python aufruft: lassen Sie es weg",
                        "Hinweis: nacheinander");
    }

    @Test
    void aRunbookIsWrittenAsAnExperiment() throws IOException {
        Path out = folder.resolve("out.json");
        Path runbook = folder.resolve("outage.yml");
        Files.writeString(runbook, "runbook: outage\n");
        played.reply("GET /api/v1/systems/shop/runbooks/outage/exports/chaostoolkit", 200, EXPERIMENT);
        played.reply("POST /api/v1/systems/shop/exports/chaostoolkit", 200, EXPERIMENT);

        assertThat(run("game-day", "convert", "outage", "--system", "shop", "-o", out.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(out)).isEqualTo(EXPERIMENT);
        assertThat(run("game-day", "convert", runbook.toString(), "--system", "shop")
                        .text())
                .contains("it's \\\"süß\\\"");
    }

    @Test
    void whatIsRefusedIsToldWithItsLines() {
        played.reply("POST /api/v1/systems/shop/conversions/runbook", 400, """
                {"errors":[{"line":2,"column":9,"rule":"must be action or probe","received":"shot"}]}""");

        var printed = run("game-day", "convert", file.toString(), "--system", "shop");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("2:9", "must be action or probe");
        assertThat(run("game-day", "convert", "nobody", "--system", "shop").exitCode())
                .isEqualTo(104);
    }

    @Test
    void goingWithoutWhatCannotRunIsSaidInTheOrder() {
        played.reply("POST /api/v1/systems/shop/game-days", 409, "{\"detail\":\"kill (line 2) is not possible here\"}");

        var printed = run("game-day", "run", "pod-lost", "--system", "shop", "--without-impossible");

        assertThat(played.received.getFirst()).contains("\"withoutImpossible\":true");
        assertThat(printed.text()).contains("not possible here");
        assertThat(printed.exitCode()).isEqualTo(104);
    }
}
