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
                      "confidence95":[0.08,0.17],"shown":true,"finding":"SHOWN"},
                     {"percentile":50,"baselineMs":20,"ms":20.2,"relativeChange":0.01,
                      "confidence95":[0.005,0.015],"shown":false,"finding":"BELOW_RELEVANT"}],
                     "method":{"resamples":2000,"betweenRuns":0.0202,"earlierRuns":0}},
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
                .contains(
                        "! Anderes Ziel.",
                        "Alle Anfragen: p95 ist 12 % langsamer.",
                        "nachgewiesen",
                        "Bezug: ",
                        "1.000 Anfragen")
                .containsPattern("p99,9 +100,00 ms +112,50 ms +\\+12,5 % +\\+8,0 % … \\+17,0 % +nachgewiesen");
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
    void aQuantileThatMovedTooLittleIsSaidToBeSo() {
        assertThat(compare(BASELINE, OTHER).text())
                .containsPattern("p50 +20\\.00 ms.*too small to matter")
                .contains("Whole runs are taken to lie 2.0 % apart", "Repeat runs in turns");
    }

    @Test
    void whatIsTenTimesSlowerIsAFactorAndAnIntervalWithoutEndsIsNoNumber() {
        platform.replyJson("GET " + PATH, 200, """
                {"baseline":{"runId":"%s"},"comparisons":[{"run":{},"steps":[],"overall":{"quantiles":[
                   {"percentile":95,"baselineMs":28,"ms":606,"relativeChange":20.24,"confidence95":[5.55,75.1]},
                   {"percentile":99,"baselineMs":28,"ms":606,"relativeChange":8.99,
                    "confidence95":[-0.9999,5794.879]}]}}]}
                """.formatted(BASELINE));

        assertThat(compare(BASELINE, OTHER).text())
                .containsPattern("p95 .* ×21\\.2 +\\+555\\.0 % … ×76\\.1 ")
                .containsPattern("p99 .* \\+899\\.0 % +cannot be bounded")
                .doesNotContain("100.0 %", "579");
        assertThat(compare(BASELINE, OTHER, "--lang", "de").text()).contains("×21,2", "nicht einzugrenzen");
    }

    @Test
    void aRunThatIsWorseThanTheLimitEndsWith99() {
        gate("FAILED", "p95 is 12 % slower.");

        var printed = compare(OTHER, "--baseline", "last", "--fail-above", "5%", "--relevant", "1%");

        assertThat(printed.exitCode()).as(printed.text()).isEqualTo(99);
        assertThat(printed.text())
                .contains("Gate: FAILED – a run is more than 5 % slower, or fails more", "p95 is 12 % slower.");
        assertThat(platform.received)
                .containsExactly("GET " + PATH + "?runs=" + OTHER + "&baseline=last&failAbove=5%25&relevant=1%25 ");
    }

    @Test
    void aRunThatIsNoWorsePassesAndOneThatCannotBeComparedIsNoPass() {
        gate("PASSED", "p95 is 2 % slower.");
        assertThat(compare(BASELINE, OTHER, "--fail-above", "5%").exitCode()).isZero();

        gate("NOT_COMPARABLE", "Not comparable: a run is invalid.");
        assertThat(compare(BASELINE, OTHER, "--fail-above", "5%").exitCode()).isEqualTo(105);
    }

    @Test
    void aLargeSlowdownThatCannotBeToldIsNoPass() {
        gate("CANNOT_TELL", "Cannot tell: p95 was measured 2024 % slower.");

        var printed = compare(BASELINE, OTHER, "--fail-above", "5%");

        assertThat(printed.exitCode()).isEqualTo(105);
        assertThat(printed.text())
                .contains("Gate: CANNOT_TELL – a run was measured more than 5 % slower")
                .doesNotContain("PASSED");
    }

    @Test
    void aPassThatCouldNotHaveSeenTheLimitPassedSaysSo() {
        seen("NO_DIFFERENCE_SHOWN", 0.183);
        assertThat(compare(BASELINE, OTHER, "--fail-above", "5%").text())
                .contains("Gate: PASSED, but this comparison could not have seen a slowdown below 18.3 % – ");
        assertThat(compare(BASELINE, OTHER, "--fail-above", "5%", "--lang", "de")
                        .text())
                .contains("Schranke: PASSED, aber", "Verlangsamung unter 18,3 % nicht sehen");

        seen("NO_DIFFERENCE_SHOWN", 0.04);
        assertThat(compare(BASELINE, OTHER, "--fail-above", "5%").text()).contains("Gate: PASSED – ");

        seen("CANNOT_TELL", 0.04);
        assertThat(compare(BASELINE, OTHER, "--fail-above", "5%").text())
                .contains("Gate: PASSED, but this comparison cannot tell whether a run is slower – ");
    }

    /** As a gate of 5 % sees one candidate. */
    private void seen(String outcome, double detectable) {
        platform.replyJson("GET " + PATH, 200, """
                {"baseline":{"runId":"%s"},"comparisons":[{"run":{},"steps":[],"overall":{"outcome":"%s","quantiles":[
                   {"percentile":50,"detectableChange":0.001},{"percentile":95,"detectableChange":%s},
                   {"percentile":99.9,"detectableChange":0.9}]}}],
                 "gate":{"decision":"PASSED","failAbove":0.05,"reasons":[]}}
                """.formatted(BASELINE, outcome, detectable));
    }

    @Test
    void theFirstRunOfAPipelinePassesAndIsToldWhy() {
        platform.replyJson("GET " + PATH, 200, """
                {"baseline":null,"comparisons":[],
                 "gate":{"decision":"NO_BASELINE","reasons":[{"de":"Es gibt keinen.","en":"There is none."}]}}""");

        var printed = compare(OTHER, "--baseline", "label=branch=main", "--fail-above", "5%");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.text()).contains("NO_BASELINE – nothing to compare with", "There is none.");
        assertThat(platform.received).last().asString().contains("&baseline=label%3Dbranch%3Dmain");
    }

    @Test
    void againstABranchARunIsJudgedWithALimit() {
        gate("FAILED", "p95 is 12 % slower.");

        assertThat(compare(OTHER, "--against", "main").exitCode()).isEqualTo(99);
        assertThat(compare(OTHER, "--against", "main", "--fail-above", "20%").exitCode())
                .isEqualTo(99);

        assertThat(platform.received)
                .containsExactly(
                        "GET " + PATH + "?runs=" + OTHER + "&baseline=branch%3Dmain&failAbove=5%25 ",
                        "GET " + PATH + "?runs=" + OTHER + "&baseline=branch%3Dmain&failAbove=20%25 ");
    }

    @Test
    void theNewestRunOfABranchIsLookedFor() {
        platform.replyJson("GET /api/v1/systems/shop/test-runs", 200, """
                {"items":[{"runId":"%s"}]}""".formatted(OTHER));

        var printed = compare(NEWEST);

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(platform.received)
                .containsExactly(
                        "GET /api/v1/systems/shop/test-runs?limit=1&scenario=checkout&branch=feature%2Ffaster&testbed=ci ",
                        "GET " + PATH + "?runs=" + OTHER + "&baseline=branch%3Dmain&failAbove=5%25 ");
    }

    @Test
    void aBranchWithoutARunIsInvalidInputAndToldHowToMakeOne() {
        platform.replyJson("GET /api/v1/systems/shop/test-runs", 200, "{\"items\":[]}");

        var printed = compare(NEWEST);

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("belastbar run SCENARIO.yml --branch feature/faster");
    }

    @Test
    void whatIsComparedIsSaidOnceAndWhole() {
        assertThat(compare("--against", "main").text()).contains("say which runs");
        assertThat(compare("--system", "shop", "--scenario", "checkout", "--branch", "x")
                        .exitCode())
                .isEqualTo(104);
        assertThat(compare(OTHER, "--against", "main", "--branch", "x").text()).contains("leave them or RUN_ID out");
        assertThat(compare(OTHER, "--against", "main", "--baseline", "last").text())
                .contains("say one of them");
        assertThat(compare(OTHER, "--against", "").text()).contains("--against should be the name of a branch");
        assertThat(platform.received).isEmpty();
    }

    private static final String[] NEWEST = {
        "--against",
        "main",
        "--system",
        "shop",
        "--scenario",
        "checkout",
        "--branch",
        "feature/faster",
        "--testbed",
        "ci"
    };

    @Test
    void junitIsWrittenWithTheSameLimit() {
        Path junit = folder.resolve("comparison.xml");
        platform.reply("GET " + PATH + ".xml", 200, "application/xml", "<testsuite/>");

        assertThat(compare(BASELINE, OTHER, "--fail-above", "5%", "--export", junit.toString())
                        .exitCode())
                .isZero();
        assertThat(junit).hasContent("<testsuite/>");
        assertThat(platform.received).last().asString().contains("failAbove=5%25");
    }

    @Test
    void wrongLimitsAndBaselinesAreRefusedWithTheRule() {
        assertThat(compare(OTHER, "--baseline", "newest").text()).contains("label=NAME=VALUE: was newest");
        assertThat(compare(OTHER, "--baseline", "last", "--fail-above", "five").exitCode())
                .isEqualTo(104);
        assertThat(compare(OTHER, "--baseline", "last", "--relevant", "100%").text())
                .contains("--relevant should be a share from 0% to below 100%");
        assertThat(platform.received).isEmpty();
    }

    private void gate(String decision, String reason) {
        platform.replyJson("GET " + PATH, 200, """
                {"baseline":{"runId":"%s"},"comparisons":[],
                 "gate":{"decision":"%s","failAbove":0.05,"reasons":[{"de":"%s","en":"%s"}]}}
                """.formatted(BASELINE, decision, reason, reason));
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
