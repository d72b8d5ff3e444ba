package io.belastbar.local.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belastbar.local.Main;
import io.belastbar.local.Printed;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class GameDayCommandsTest {
    private static final String DAYS = "/api/v1/systems/shop/game-days";
    private static final String PHASE = """
            event: step
            id: 1
            data: {"at":"2026-11-27T09:15:00Z","phase":"PHASE_ENTERED","subject":"RUNNING","by":"game-day"}

            """;
    private static final String EXPECTATION = """
            event: step
            id: 2
            data: {"at":"2026-11-27T09:15:09Z","phase":"EXPECTATION_MET","action":"game-day","subject":"breaker opens",
            data:  "by":"game-day","details":{"subject":"breaker opens","measured":"OPEN"}}

            """;
    private static final String END = "event: finished\nid: 3\ndata: {}\n\n";

    @TempDir
    Path folder;

    private PlayedGameDays played;

    @BeforeEach
    void start() throws IOException {
        played = new PlayedGameDays(folder.resolve("home"));
        played.reply("POST " + DAYS, 202, "{\"id\":\"" + PlayedGameDays.ID + "\",\"state\":\"PLANNED\"}");
        played.reply("DELETE " + PlayedGameDays.PATH, 202, "{\"state\":\"ROLLING_BACK\"}");
        played.streams(PHASE + EXPECTATION + END);
        endsAs("PASSED", "");
    }

    @AfterEach
    void stop() {
        played.close();
    }

    private void endsAs(String outcome, String more) {
        played.reply("GET " + PlayedGameDays.PATH, 200, """
                {"system":"shop","runbook":"primary-down","state":"ENDED","outcome":"%s",
                 "plannedAt":"2026-11-27T09:14:00Z","finishedAt":"2026-11-27T09:20:00Z"%s}
                """.formatted(outcome, more));
    }

    @ParameterizedTest
    @CsvSource({"PASSED,0", "FAILED,99", "INCONCLUSIVE,105", "ABORTED,105"})
    void theOutcomeIsTheExitCode(String outcome, int code) {
        endsAs(outcome, ",\"reason\":\"expectation breaker opens\"");

        var printed = command("run", "primary-down", "--system", "shop");

        assertThat(printed.text()).contains(outcome + ": expectation breaker opens");
        assertThat(printed.exitCode()).as(printed.text()).isEqualTo(code);
    }

    @Test
    void everyStepAndExpectationIsToldAndTheOrderIsWhatWasAskedFor() {
        var printed = command(
                "run", "primary-down", "--system", "shop", "--time-scale", "0.5", "--unattended", "--set", "a=b=\"ü\"");

        assertThat(printed.text().lines().map(line -> line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d", "HH:MM:SS")))
                .containsExactly(
                        "Game day " + PlayedGameDays.ID + " by runbook primary-down",
                        "HH:MM:SS  Exercise",
                        "HH:MM:SS  - as expected: breaker opens: OPEN",
                        "PASSED",
                        "Report: belastbar game-day report " + PlayedGameDays.ID);
        assertThat(played.received.getFirst())
                .isEqualTo(
                        "POST " + DAYS
                                + " {\"runbook\":\"primary-down\",\"variables\":{\"a\":\"b=\\\"ü\\\"\"},\"timeScale\":0.5,\"unattended\":true}");
    }

    @Test
    void aManualStepIsConfirmedByNameAndRole() {
        played.reply(
                "POST " + PlayedGameDays.PATH + "/confirmations",
                200,
                "{\"step\":\"look\",\"role\":\"operations\",\"accepted\":true,\"by\":\"Jörg \\\"JJ\\\" Müller (operator)\"}");

        var printed = command(
                "confirm",
                PlayedGameDays.ID,
                "look",
                "--by",
                "Jörg \"JJ\" Müller",
                "--role",
                "operations",
                "--note",
                "fine");

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text()).contains("confirmed: look, by Jörg \"JJ\" Müller (operator) as operations");
        assertThat(played.received)
                .contains("POST " + PlayedGameDays.PATH + "/confirmations {\"step\":\"look\",\"accepted\":true,"
                        + "\"by\":\"Jörg \\\"JJ\\\" Müller\",\"role\":\"operations\",\"note\":\"fine\"}");
    }

    @Test
    void aRoleThatMayNotConfirmIsNamed() {
        played.reply(
                "POST " + PlayedGameDays.PATH + "/confirmations",
                403,
                "{\"detail\":\"step look is confirmed by role operations, not by moderator\"}");

        var printed = command("confirm", PlayedGameDays.ID, "look", "--role", "moderator", "--deny");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("role operations, not by moderator");
        assertThat(played.received.getLast()).contains("\"accepted\":false");
    }

    @Test
    void whatWaitsForAPersonIsListedWithTheCommandThatEndsTheWaiting() {
        played.reply("GET " + DAYS, 200, """
                {"items":[{"id":"%s","runbook":"primary-down","state":"RUNNING","plannedAt":"2026-11-27T09:14:00Z",
                  "waitsFor":{"step":"it's \\u001b[2Jwell","role":"operations","text":"Look at the \\"webhooks\\""}}]}
                """.formatted(PlayedGameDays.ID));

        var printed = command("list", "--system", "shop");

        assertThat(printed.text())
                .contains("waits for operations: Look at the \"webhooks\"")
                .contains("belastbar game-day confirm " + PlayedGameDays.ID + " 'it'\\''s  [2Jwell' --role operations");
    }

    @Test
    void aRunThatWaitsForAPersonSaysHowToGoOn() {
        played.streams("""
                event: step
                id: 1
                data: {"at":"2026-11-27T09:15:02Z","phase":"CONFIRMATION_AWAITED","action":"confirm","subject":"look",
                data:  "by":"game-day","details":{"subject":"look","step":"0","role":"operations","text":"Look at it"}}

                """ + END);

        var printed = command("run", "primary-down", "--system", "shop");

        assertThat(printed.text())
                .contains("waits for a person: look (confirm)", "waits for operations: Look at it")
                .contains("belastbar game-day confirm " + PlayedGameDays.ID + " look --role operations")
                .doesNotContain("[role");
    }

    @Test
    void aStreamThatBreaksGoesOnAfterWhatWasSeen() {
        played.streams(PHASE, EXPECTATION + END);

        var printed = command("run", "primary-down", "--system", "shop");

        assertThat(printed.text()).containsOnlyOnce("Exercise").containsOnlyOnce("as expected");
        assertThat(played.resumedAfter).containsExactly("null", "1");
        assertThat(printed.exitCode()).isZero();
    }

    @Test
    void aServiceThatIsStartedAgainIsWaitedForAndNothingIsToldTwice() throws Exception {
        played.streams(PHASE, EXPECTATION + END);
        endsAs("ABORTED", ",\"reason\":\"its instance was lost\"");
        var api = ApiClient.of(BelastbarHome.choose(folder.resolve("home")));
        List<String> told = new CopyOnWriteArrayList<>();
        AtomicBoolean back = new AtomicBoolean();

        var day = new GameDays(api, Duration.ofMillis(1))
                .follow(
                        PlayedGameDays.ID,
                        moment -> {
                            told.add(moment.kind());
                            if (told.size() == 1) {
                                played.goAway();
                            }
                        },
                        note -> {
                            if (note.startsWith("nobody answers") && back.compareAndSet(false, true)) {
                                comeBack();
                            }
                        });

        assertThat(back).isTrue();
        assertThat(told).containsExactly("PHASE_ENTERED", "EXPECTATION_MET");
        assertThat(played.resumedAfter).containsExactly("null", "1");
        assertThat(day.path("outcome").asText()).isEqualTo("ABORTED");
    }

    private void comeBack() {
        try {
            played.comeBack();
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    @Test
    void aRefusalNamesFieldAndLine() {
        played.reply("POST " + DAYS, 400, """
                {"errors":[{"pointer":"/steps/0/inject/duration","line":9,"column":7,"rule":"needs a unit","received":"30"},
                           {"pointer":"/timeScale","rule":"must be above 0 and at most 1","received":"7"}]}""");

        var printed = command("run", "primary-down", "--system", "shop", "--time-scale", "7");

        assertThat(printed.text().lines())
                .containsExactly(
                        "primary-down:9:7: needs a unit (received 30) at /steps/0/inject/duration",
                        "primary-down: must be above 0 and at most 1 (received 7) at /timeScale");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @Test
    void aGameDayUnderWayIsARefusalAndADatabaseThatIsAwayIsNone() {
        played.reply("POST " + DAYS, 409, "{\"detail\":\"a game day is under way\"}");
        var second = command("run", "primary-down", "--system", "shop");
        played.reply("POST " + DAYS, 503, "{\"detail\":\"the database is not available\"}");
        var away = command("run", "primary-down", "--system", "shop");

        assertThat(second.text()).contains("a game day is under way");
        assertThat(second.exitCode()).isEqualTo(104);
        assertThat(away.text()).contains("the database is not available");
        assertThat(away.exitCode()).isEqualTo(105);
    }

    @Test
    void aDryRunSaysWhatStandsInTheWay() {
        played.reply("POST " + DAYS, 200, """
                {"runbook":"primary-down","possible":false,
                 "obstacles":[{"where":"kill","english":"not possible here","german":"hier nicht möglich"}]}""");
        var not = command("run", "primary-down", "--system", "shop", "--dry-run", "--lang", "de");
        played.reply("POST " + DAYS, 200, "{\"runbook\":\"primary-down\",\"possible\":true,\"obstacles\":[]}");
        var possible = command("run", "primary-down", "--system", "shop", "--dry-run");

        assertThat(not.text().lines()).containsExactly("kill: hier nicht möglich");
        assertThat(not.exitCode()).isEqualTo(104);
        assertThat(possible.text()).contains("nothing stands in its way");
        assertThat(possible.exitCode()).isZero();
        assertThat(played.received).allMatch(request -> request.contains("\"dryRun\":true"));
    }

    @Test
    void anAbortSaysWhetherItCameInTime() {
        var inTime = command("abort", PlayedGameDays.ID);
        played.reply("DELETE " + PlayedGameDays.PATH, 200, "{\"state\":\"ENDED\",\"outcome\":\"PASSED\"}");
        var late = command("abort", PlayedGameDays.ID);
        var unknown = command("abort", "nobody");

        assertThat(inTime.text()).contains("it is aborted");
        assertThat(late.text()).contains("it has ended before: PASSED");
        assertThat(unknown.text()).contains("no such game day");
        assertThat(List.of(inTime.exitCode(), late.exitCode(), unknown.exitCode()))
                .containsExactly(0, 0, 104);
    }

    @Test
    void theListSaysHowEachEndedOrStands() {
        played.reply("GET " + DAYS, 200, """
                {"items":[{"id":"2","plannedAt":"2026-11-27T09:14:00.123456Z","state":"RUNNING","runbook":"b"},
                          {"id":"1","plannedAt":"2026-11-26T09:14:00Z","state":"ENDED","outcome":"FAILED","runbook":"a"}],
                 "nextCursor":"x"}""");

        assertThat(command("list", "--system", "shop").text().lines())
                .containsExactly(
                        "2  2026-11-27T09:14:00Z  RUNNING       b",
                        "1  2026-11-26T09:14:00Z  FAILED        a",
                        "and older ones");
    }

    @ParameterizedTest
    @CsvSource({"true,0", "false,99"})
    void theReportIsTheRecordAndWhetherItVerifies(boolean verifies, int code) throws IOException {
        String record = """
                {"entry":{"at":"2026-11-27T09:15:00Z","by":"game-day","kind":"STORE_LOST","content":{"recordedLaterAt":"2026-11-27T09:16:00Z"}},"hash":"00"}
                torn
                {"head":{}}
                """;
        played.reply("GET " + PlayedGameDays.PATH + "/record", 200, record);
        played.reply("GET " + PlayedGameDays.PATH + "/record/verification", 200, """
                {"verifies":%s,"summary":"The record.","faults":[{"text":"entry 1"}],"shown":[],"notShown":["no time stamp"]}
                """.formatted(verifies));
        Path kept = folder.resolve("record.jsonl");

        var printed = command("report", PlayedGameDays.ID, "--record", kept.toString());

        assertThat(printed.text().lines().map(line -> line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d", "HH:MM:SS")))
                .containsExactly(
                        "primary-down, shop: PASSED",
                        "2026-11-27T09:14:00Z – 2026-11-27T09:20:00Z",
                        "HH:MM:SS  - the platform's database is away [recordedLaterAt 2026-11-27T09:16:00Z]",
                        "The record.",
                        "  entry 1",
                        "  no time stamp");
        assertThat(kept).hasContent(record);
        assertThat(printed.exitCode()).isEqualTo(code);
    }

    @Test
    void reportIsWrittenInTheFormOfItsFileOrAsAsked() {
        played.reply("GET " + PlayedGameDays.PATH + "/report.html", 200, "<html>ü</html>");
        played.reply("GET " + PlayedGameDays.PATH + "/report.md", 200, "# ü");
        Path page = folder.resolve("report.html");

        var written = command("report", PlayedGameDays.ID, "--out", page.toString(), "--language", "de");
        var printed = command("report", PlayedGameDays.ID, "--format", "md");
        var unknown = command(
                "report",
                PlayedGameDays.ID,
                "--out",
                folder.resolve("report.pdf").toString());
        var nobody = command("report", "nobody", "--format", "json");

        assertThat(written.text()).contains("Bericht: " + page);
        assertThat(page).hasContent("<html>ü</html>");
        assertThat(played.received).anyMatch(request -> request.contains("/report.html?lang=de"));
        assertThat(printed.text()).contains("# ü");
        assertThat(unknown.text()).contains(".md, .json or .html");
        assertThat(List.of(written.exitCode(), printed.exitCode(), unknown.exitCode(), nobody.exitCode()))
                .containsExactly(0, 0, 104, 104);
    }

    @Test
    void actionItemsAreAddedAndListedWithWhatIsOverdue() {
        played.reply("POST " + PlayedGameDays.PATH + "/action-items", 201, "{\"retest\":\"primary-down\"}");
        played.reply("GET /api/v1/systems/shop/action-items", 200, """
                {"items":[{"open":true,"overdue":true,"due":"2026-01-15","owner":"Ana","subject":"Alarm\\u001b[2J","retest":"a"},
                          {"open":false,"overdue":false,"due":"2026-01-16","owner":"Jörg","subject":"b","retest":"b"}]}""");

        var added = command(
                "action-items",
                "add",
                PlayedGameDays.ID,
                "--text",
                "Grenze \"schärfen\"",
                "--owner",
                "Ana",
                "--due",
                "2027-01-15");
        var listed = command("action-items", "list", "--system", "shop", "--state", "all", "--lang", "de");
        played.reply(
                "POST " + PlayedGameDays.PATH + "/action-items", 400, "{\"detail\":\"the action item has errors\"}");
        var refused =
                command("action-items", "add", PlayedGameDays.ID, "--text", "x", "--owner", "Ana", "--due", "tomorrow");

        assertThat(added.text()).contains("primary-down");
        assertThat(played.received)
                .anyMatch(request -> request.contains("Grenze \\\"schärfen\\\"") && !request.contains("retest"));
        assertThat(listed.text()).contains("ÜBERFÄLLIG", "erledigt").doesNotContain("\u001b");
        assertThat(refused.text()).contains("the action item has errors");
        assertThat(List.of(added.exitCode(), listed.exitCode(), refused.exitCode()))
                .containsExactly(0, 0, 104);
    }

    @Test
    void ctrlCAbortsTheGameDayAndStillTellsItsEnd() throws Exception {
        assumeTrue(
                new ProcessBuilder("env", "--default-signal=INT", "true")
                                .start()
                                .waitFor()
                        == 0,
                "this env cannot restore signals that the build ignores");
        played.runsUntilAborted();
        endsAs("ABORTED", ",\"reason\":\"aborted by operator\"");
        Path output = folder.resolve("printed");
        Process command = new ProcessBuilder(javaCommand("run", "primary-down", "--system", "shop"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (played.resumedAfter.isEmpty() && command.isAlive() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            new ProcessBuilder("kill", "-INT", Long.toString(command.pid()))
                    .start()
                    .waitFor();

            assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String printed = Files.readString(output);
            assertThat(printed).contains("it is aborted", "as expected", "ABORTED: aborted by operator");
            assertThat(command.exitValue()).as(printed).isEqualTo(105);
            assertThat(played.received).contains("DELETE " + PlayedGameDays.PATH);
        } finally {
            command.destroyForcibly();
        }
    }

    private List<String> javaCommand(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "game-day"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", folder.resolve("home").toString()));
        return command;
    }

    private Printed command(String... arguments) {
        List<String> all = new ArrayList<>(List.of("game-day"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return Printed.by(all.toArray(String[]::new));
    }
}
