package io.belastbar.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
    @TempDir
    Path folder;

    private Path scenario;
    private PlayedPlatform platform;

    @BeforeEach
    void start() throws IOException {
        scenario = write("checkout.yml", "scenario: checkout\ntarget: shop-api\n");
        write("system.yml", "system: shop\ntargets: { http: shop-api }\n");
        platform = new PlayedPlatform(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({"PASSED,0", "FAILED,99", "INVALID,105", "ABORTED,105", "GREAT,105"})
    void verdictGivesTheExitCode(String verdict, int exitCode) {
        platform.endsAs(verdict);

        assertThat(run().exitCode()).isEqualTo(exitCode);
    }

    @ParameterizedTest
    @CsvSource({"PASSED,PASSED,0", "PASSED,FAILED,99", "PASSED,NO_BASELINE,0", "FAILED,PASSED,99", "INVALID,FAILED,105"
    })
    void aRunIsWorthNoMoreThanTheWorseOfItsVerdictAndItsComparison(String verdict, String gate, int exitCode) {
        platform.endsAs(verdict);
        platform.replyJson("GET /api/v1/test-run-comparisons", 200, """
                {"baseline":null,"comparisons":[],"gate":{"decision":"%s","failAbove":0.05,"reasons":[]}}""".formatted(gate));

        var printed = run("--baseline", "last", "--fail-above", "5%");

        assertThat(printed.exitCode()).as(printed.text()).isEqualTo(exitCode);
        assertThat(platform.received.stream()
                        .anyMatch(
                                sent -> sent.contains("?runs=" + PlayedPlatform.RUN + "&baseline=last&failAbove=5%25")))
                .isEqualTo(!verdict.equals("INVALID"));
    }

    @ParameterizedTest
    @CsvSource({"PASSED,FAILED,99", "PASSED,PASSED,105", "FAILED,PASSED,99"})
    void aReportThatCannotBeWrittenKeepsNoGateFromBeingMade(String verdict, String gate, int exitCode) {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        platform.endsAs(verdict);
        platform.report("html", "<p>page</p>");
        platform.replyJson("GET /api/v1/test-run-comparisons", 200, """
                {"baseline":null,"comparisons":[],"gate":{"decision":"%s","failAbove":0.05,"reasons":[]}}""".formatted(gate));

        var printed = run("--baseline", "last", "--fail-above", "5%", "--out", "html=/dev/full");

        assertThat(printed.exitCode()).as(printed.text()).isEqualTo(exitCode);
        assertThat(printed.text()).contains("Gate: ").containsOnlyOnce("cannot write the report /dev/full");
    }

    @Test
    void aLimitWithoutABaselineIsRefusedBeforeAnythingRuns() {
        var printed = run("--fail-above", "5%");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("need --against BRANCH or a --baseline");
        assertThat(platform.received).isEmpty();
    }

    @Test
    void branchAndTestbedAreLabelsOfTheRunAndItIsJudgedAgainstMain() {
        platform.replyJson("GET /api/v1/test-run-comparisons", 200, """
                {"baseline":null,"comparisons":[],"gate":{"decision":"FAILED","failAbove":0.05,"reasons":[]}}""");

        var printed = run("--branch", "feature/x", "--testbed", "ci", "--label", "commit=abc", "--against", "main");

        assertThat(printed.exitCode()).as(printed.text()).isEqualTo(99);
        assertThat(platform.received)
                .anyMatch(sent -> sent.startsWith("POST ")
                        && sent.contains("\"labels\":{\"commit\":\"abc\",\"branch\":\"feature/x\",\"testbed\":\"ci\"}"))
                .anyMatch(sent -> sent.contains("&baseline=branch%3Dmain&failAbove=5%25"));
    }

    @Test
    void twoNamesOfTheBranchAreRefusedBeforeAnythingRuns() {
        assertThat(run("--branch", "a", "--label", "branch=b").text()).contains("say different things");
        assertThat(run("--branch", "").exitCode()).isEqualTo(104);
        assertThat(platform.received).isEmpty();
    }

    @Test
    void aRunThatWasRefusedBeforeItsLoadIsInvalidInputWithItsCause() {
        platform.endsAs("ABORTED");
        platform.replyJson("GET /api/v1/test-runs/" + PlayedPlatform.RUN, 200, """
                {"state":"FINISHED","verdict":"ABORTED","refusedBeforeLoad":true,"reasons":["a reason"]}
                """);

        var printed = run();

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("Why it is so.");
    }

    @Test
    void thresholdsAreShownWithLimitObservedValueAndMargin() {
        platform.endsAs("FAILED");

        assertThat(run().text())
                .contains("Run " + PlayedPlatform.RUN + " of scenario checkout")
                .contains("1 s  last second:    5 users     52.5/s offered     50.0 req/s  p95 7.3 ms"
                        + "   so far: 50 requests  1 errors")
                .containsPattern("FAIL +list +p\\(95\\)<500 +500 ms +612\\.25 ms +-22\\.5 %")
                .containsPattern("NO_DATA +whole run +rate<0\\.001 +0\\.1 % +– +–")
                .contains("Verdict: FAILED – a threshold was violated");
    }

    @Test
    void invalidRunSaysWhyInTheLanguageWanted() {
        platform.endsAs("INVALID");

        assertThat(run("--lang", "de").text())
                .contains("Urteil: INVALID")
                .contains("Warum es so ist.")
                .containsPattern("keine Daten +ganzer Lauf");
    }

    @Test
    void runWithoutAReportSaysWhatTheApiSays() {
        platform.endsAs("ABORTED");
        platform.replyJson("GET /api/v1/test-runs/" + PlayedPlatform.RUN + "/report.json", 404, "{}");

        assertThat(run().text())
                .contains("Verdict: ABORTED", "a reason")
                .containsPattern("PASS +list +count>10 +10 +12 +20 %");
        assertThat(run("--lang", "de").text()).contains("Urteil: ABORTED", "ein Grund");
    }

    @ParameterizedTest
    @CsvSource({"PASSED,105", "FAILED,99", "INVALID,105"})
    void reportThatCannotBeWrittenAtTheEndIsOneLineAndKeepsNoOtherBack(String verdict, int exitCode) {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        platform.endsAs(verdict);
        platform.report("html", "<p>page</p>");
        platform.report("csv", "a,b");
        Path csv = folder.resolve("run.csv");

        var printed = run("--out", "html=/dev/full", "--export", csv.toString());

        assertThat(printed.exitCode()).isEqualTo(exitCode);
        assertThat(printed.text())
                .containsOnlyOnce("cannot write the report /dev/full (No space left on device)")
                .doesNotContain("Exception", "\tat ");
        assertThat(csv).hasContent("a,b");
    }

    @Test
    void exportsMayBeManyAsOutsMay() {
        platform.report("html", "<p>page</p>");
        platform.report("xml", "<testsuites/>");
        Path page = folder.resolve("a.html");
        Path junit = folder.resolve("b.xml");

        assertThat(run("--export", page.toString(), "--export", junit.toString())
                        .exitCode())
                .isZero();

        assertThat(page).hasContent("<p>page</p>");
        assertThat(junit).hasContent("<testsuites/>");
    }

    @Test
    void budgetOfAnotherFormIsConverted() throws IOException {
        Path budget = write("promises.md", "# Search\n- **Goal:** <50ms\n");
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/promises", 201, "{\"version\":1}");

        var printed = run("--budget", budget.toString());

        assertThat(printed.text()).contains("promises.md:2: understood: Search target_response_time_p95 < 50 ms");
        assertThat(platform.received).anySatisfy(sent -> assertThat(sent)
                .startsWith("PUT /api/v1/systems/shop/budget/documents/promises # Written by belastbar convert"));
    }

    @Test
    void budgetThatPromisesNothingIsRefusedBeforeTheLoad() throws IOException {
        Path budget = write("promises.md", "# Search\nfast\n");

        var printed = run("--budget", budget.toString());

        assertThat(printed.text()).contains("promises.md:1:1: is of no form that can be read");
        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(platform.received).noneMatch(sent -> sent.startsWith("P"));
    }

    @Test
    void budgetTakesNoOtherScenariosPromisesAway() throws IOException {
        Path budget = write("budget.yml", "endpoints: {}\n");
        platform.replyJson("GET /api/v1/systems/shop/budget/documents/budget/versions", 200, """
                {"items":[{"version":4},{"version":1,"reason":"promises for the run of scenario bim"}]}
                """);
        platform.replyJson(
                "PUT /api/v1/systems/shop/budget/documents/budget.checkout", 201, "{\"version\":5,\"changed\":true}");
        platform.replyJson("GET /api/v1/systems/shop/budget/diff", 200, """
                {"changes":[{"kind":"ADDED","subject":"GET /fast","metric":"error_rate","before":null,"after":"< 1 %, HIGH"}]}
                """);

        var printed = run("--budget", budget.toString());

        assertThat(printed.text())
                .contains("created by budget, version 5, as document budget.checkout")
                .contains("  added: GET /fast, error_rate < 1 %, HIGH");
        assertThat(platform.received)
                .noneMatch(sent -> sent.startsWith("PUT /api/v1/systems/shop/budget/documents/budget "));
        assertThat(platform.reasons).containsExactly("promises for the run of scenario checkout");
    }

    @Test
    void theSameBudgetOfTwoScenariosIsOneDocument() throws IOException {
        Path budget = write("budget.yml", "endpoints: {}\n");
        platform.replyJson("GET /api/v1/systems/shop/budget/documents/budget/versions", 200, """
                {"items":[{"version":1,"reason":"promises for the run of scenario bim","fileName":"/elsewhere/budget.yml"}]}
                """);
        platform.reply("GET /api/v1/systems/shop/budget/documents/budget", 200, "text/plain", "endpoints: {}\n");
        platform.replyJson(
                "PUT /api/v1/systems/shop/budget/documents/budget", 200, "{\"version\":1,\"changed\":false}");

        assertThat(run("--budget", budget.toString()).text())
                .contains("unchanged by budget, version 1, as document budget");
    }

    @Test
    void budgetThatIsTheMainDocumentAlreadyDoesNotCountTwice() throws IOException {
        Path budget = write("budget.yml", "endpoints: {}\n");
        platform.reply("GET /api/v1/systems/shop/budget", 200, "application/yaml", "endpoints: {}\n");
        platform.replyJson("PUT /api/v1/systems/shop/budget", 200, "{\"version\":1,\"changed\":false}");

        assertThat(run("--budget", budget.toString()).text())
                .contains("unchanged by budget, version 1, as document performance-budget");
    }

    @Test
    void budgetIsSentAndAskedForInTheRun() throws IOException {
        Path budget = write("budget.yml", "endpoints: {}\n");

        run("--budget", budget.toString());

        assertThat(platform.received)
                .contains("PUT /api/v1/systems/shop/budget/documents/budget endpoints: {}\n")
                .contains("POST /api/v1/systems/shop/test-runs {\"scenario\":\"checkout\",\"budget\":true}");
    }

    @Test
    void aRunWithoutTheBudgetOfItsSystemSaysSo() throws IOException {
        String note = "this verdict does not hold the run against the budget of shop; to do so: --budget FILE";
        assertThat(run().text()).doesNotContain(note);
        platform.replyJson("GET /api/v1/systems/shop/budget", 200, """
                {"endpoints":[{"endpoint":"GET /a","objectives":[{"metric":"target_error_rate","limit":"≤ 1%"}]}]}""");

        assertThat(run().text()).containsOnlyOnce(note);
        assertThat(run("--budget", write("budget.yml", "endpoints: {}\n").toString())
                        .text())
                .doesNotContain(note);
        platform.replyJson("GET /api/v1/systems/shop/budget", 503, "{}");
        assertThat(run().text()).doesNotContain(note);
    }

    @Test
    void whatTheScenarioCoversAndNoStepCallsIsNamed() throws IOException {
        write("checkout.yml", "scenario: checkout\ntarget: shop-api\ncovers: [GET /flaky, GET /typpo]\n");
        platform.report("json", """
                {"verdict":"PASSED","reasons":[],"thresholds":[],"steps":[{"name":"a","endpoint":"GET /flaky","tag":"a"}]}""");

        var printed = run();

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text()).contains("no step calls what the scenario says it covers: GET /typpo\n");
    }

    @Test
    void systemOfTheCommandLineIsBeforeTheNeighbouringDocument() {
        platform.replyJson("PUT /api/v1/systems/other/scenarios/checkout", 201, "{}");
        platform.replyJson("POST /api/v1/systems/other/test-runs", 202, "{}");

        assertThat(run("--system", "other").exitCode()).isZero();
        assertThat(platform.received).contains("POST /api/v1/systems/other/test-runs {\"scenario\":\"checkout\"}");
    }

    @Test
    void scenarioIsItsOwnSystemWithoutANeighbour() throws IOException {
        Path lonely = Files.createDirectories(folder.resolve("far/away")).resolve("alone.yml");
        Files.writeString(lonely, "scenario: alone\n");

        Printed.by("run", lonely.toString(), "--home", home());

        assertThat(platform.received).contains("PUT /api/v1/systems/alone/scenarios/alone scenario: alone\n");
    }

    @Test
    void reportsAreWrittenAsTheyCame() throws IOException {
        platform.report("xml", "<testsuite/>");
        platform.report("html", "<html>");
        Path junit = folder.resolve("new/folder/junit.xml");
        Path html = folder.resolve("report.html");

        var printed = run("--out", "junit=" + junit, "--export", html.toString(), "--lang", "DE");

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(junit).hasContent("<testsuite/>");
        assertThat(html).hasContent("<html>");
        assertThat(platform.received).contains("GET /api/v1/test-runs/" + PlayedPlatform.RUN + "/report.html?lang=de ");
    }

    @Test
    void missingReportDoesNotPassAndDoesNotHideAFailure() {
        String out = "csv=" + folder.resolve("run.csv");

        assertThat(run("--out", out).exitCode()).isEqualTo(105);
        assertThat(run("--out", out).text()).contains("/report.csv?lang=en answered HTTP 404");
        platform.endsAs("FAILED");
        assertThat(run("--out", out).exitCode()).isEqualTo(99);
    }

    @Test
    void unwritableReportIsNoticedBeforeTheLoad() throws IOException {
        Path file = write("file", "");

        var printed = run("--out", "junit=" + file.resolve("junit.xml"));

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("cannot write the report " + file.resolve("junit.xml"));
        assertThat(platform.received).isEmpty();
    }

    @Test
    void faultyScenarioIsRefusedWithItsPlace() {
        platform.replyJson("PUT /api/v1/systems/shop/scenarios/checkout", 400, """
                {"status":400,"detail":"the scenario has faults","errors":[
                  {"pointer":"/timeout","line":3,"column":10,"rule":"must be a duration","received":"soon"}]}
                """);

        var printed = run();

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains(scenario + ":3:10: must be a duration (received soon) at /timeout");
        assertThat(platform.received).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void fileThatIsNoYamlIsRefusedWithItsPlace() throws IOException {
        Files.writeString(scenario, "scenario: [checkout\n");

        var printed = run();

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).containsPattern("checkout\\.yml:\\d+:\\d+: must be YAML");
        assertThat(platform.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bogus",
                "--out=pdf=x",
                "--out=junit",
                "--export=report.pdf",
                "--lang=fr",
                "--target=shop-api",
                "--target=Shop=http://x",
                "--target=shop=ftp://x/",
                "--system=Not An Id",
                "--budget=/no/such/budget.yml"
            })
    void wrongOptionIsInvalidInputAndNothingIsRun(String option) {
        var printed = run(option);

        assertThat(printed.exitCode()).as(printed.text()).isEqualTo(104);
        assertThat(platform.received).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void targetIsRefusedByAPlatformThatRuns() {
        var printed = run("--target", "shop-api=http://127.0.0.1:8080");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("BELASTBAR_TARGETS_SHOP_API_URL=http://127.0.0.1:8080");
    }

    @Test
    void unknownTargetIsSaidBeforeAPlatformIsStarted() {
        var printed = Printed.by(
                "run", scenario.toString(), "--home", folder.resolve("none").toString());

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("target shop-api is not registered: add --target shop-api=URL");
    }

    @Test
    void runThatIsRefusedIsNoPass() {
        platform.replyJson("POST /api/v1/systems/shop/test-runs", 409, "{\"detail\":\"busy\"}");

        var printed = run();

        assertThat(printed.exitCode()).isEqualTo(105);
        assertThat(printed.text()).contains("the run was not started: HTTP 409: busy");
    }

    private Printed run(String... options) {
        var arguments = new ArrayList<>(List.of("run", scenario.toString(), "--home", home()));
        arguments.addAll(List.of(options));
        return Printed.by(arguments.toArray(String[]::new));
    }

    private String home() {
        return folder.resolve("home").toString();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }
}
