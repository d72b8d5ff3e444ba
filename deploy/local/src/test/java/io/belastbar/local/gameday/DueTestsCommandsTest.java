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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DueTestsCommandsTest {
    private static final String COVERAGE = "GET /api/v1/systems/shop/resilience-coverage";
    private static final String OVERDUE = """
            {"runbook":"primary-down","function":"Pensions \\"süß\\"","status":"OVERDUE","overdue":true,
             "dueAt":"2026-11-20T10:00:00Z",
             "lastTest":{"finishedAt":"2026-10-20T09:00:00Z","outcome":"ABORTED","marks":["REHEARSAL","UNATTENDED"]}}""";
    private static final String NEW = """
            {"runbook":"sap-down","function":"Payroll\\u001b[31m","status":"NOT_YET_TESTED","overdue":false}""";

    @TempDir
    Path folder;

    private PlayedGameDays played;

    @BeforeEach
    void start() throws IOException {
        played = new PlayedGameDays(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        played.close();
    }

    @Test
    void whatIsOverdueStandsInTheTableAndIsTheExitCode() {
        played.reply(COVERAGE, 200, "{\"items\":[" + OVERDUE + "," + NEW + "]}");

        Printed printed = command("coverage", "--system", "shop", "--lang", "de");

        assertThat(printed.exitCode()).as(printed.text()).isEqualTo(99);
        assertThat(printed.text().lines().toList()).hasSize(3).satisfies(lines -> {
            assertThat(lines.get(0)).startsWith("Stand").contains("fällig", "Runbook", "letzter Test");
            assertThat(lines.get(1))
                    .startsWith("ÜBERFÄLLIG")
                    .contains("primary-down", "Pensions \"süß\"", "ABORTED (Probe, unbeaufsichtigt)");
            assertThat(lines.get(2))
                    .startsWith("noch nicht getestet  -")
                    .endsWith("-")
                    .doesNotContain("\u001b");
        });
    }

    @Test
    void nothingOverdueIsZeroAndEveryPageIsRead() {
        played.reply(COVERAGE, 200, "{\"items\":[" + NEW + "],\"nextCursor\":\"x=\"}");
        played.reply(
                COVERAGE + "?limit=200&lang=en&cursor=x%3D", 200, "{\"items\":[" + NEW.replace("sap", "fax") + "]}");

        Printed printed = command("coverage", "--system", "shop");

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text()).contains("sap-down", "fax-down");
    }

    @Test
    void withoutRunbooksTheNextCommandIsNamed() {
        played.reply(
                COVERAGE + "/calendar",
                200,
                "{\"items\":[],\"missing\":{\"reason\":\"there is no runbook\",\"command\":\"belastbar apply -f FOLDER\"}}");

        Printed printed = command("calendar", "--system", "shop");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text()).contains("there is no runbook: belastbar apply -f FOLDER");
    }

    @Test
    void withoutFrequenciesNothingIsDue() {
        played.reply(COVERAGE + "/calendar", 200, "{\"items\":[]}");

        assertThat(command("calendar", "--system", "shop").text()).contains("no runbook says how often it is due");
    }

    @Test
    void theCalendarIsKeptAsItWasSent() throws IOException {
        Path file = folder.resolve("due.ics");
        played.reply(COVERAGE + "/calendar", 200, "{\"items\":[" + OVERDUE + "]}");
        played.reply(COVERAGE + "/calendar.ics", 200, "BEGIN:VCALENDAR\r\n");

        Printed printed = command("calendar", "--system", "shop", "--ics", file.toString());

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(Files.readString(file)).isEqualTo("BEGIN:VCALENDAR\r\n");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        played.reply(COVERAGE + "/calendar", 200, "{\"items\":[" + OVERDUE + "]}");
        played.reply(COVERAGE + "/calendar.ics", 200, "BEGIN:VCALENDAR\r\n");

        Printed printed = command(
                "calendar",
                "--system",
                "shop",
                "--ics",
                folder.resolve("none/due.ics").toString());

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("due.ics was not written: no such folder");
    }

    @Test
    void aServiceThatRefusesIsNoEmptyList() {
        played.reply(COVERAGE, 503, "{\"detail\":\"PostgreSQL is away\"}");

        Printed printed = command("coverage", "--system", "shop");

        assertThat(printed.exitCode()).isEqualTo(105);
        assertThat(printed.text()).contains("PostgreSQL is away");
    }

    private Printed command(String... arguments) {
        List<String> all = new ArrayList<>(List.of("game-day"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return Printed.by(all.toArray(String[]::new));
    }
}
