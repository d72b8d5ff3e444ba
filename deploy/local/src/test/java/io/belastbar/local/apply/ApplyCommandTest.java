package io.belastbar.local.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.Printed;
import io.belastbar.local.run.PlayedPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplyCommandTest {
    private static final String REFUSAL = """
            {"errors":[{"line":1,"column":11,"rule":"should be 1 to 63 printable characters","received":"it"}]}""";

    @TempDir
    Path folder;

    private Path documents;
    private PlayedPlatform platform;

    @BeforeEach
    void start() throws IOException {
        documents = Files.createDirectories(folder.resolve("documents"));
        platform = new PlayedPlatform(folder.resolve("home"));
        platform.replyJson("PUT /api/v1/systems/shop", 201, "{}");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void nameThatNoAddressCouldHoldReachesItsOwnerWhoRefusesIt() throws IOException {
        write("nul.yml", "scenario: \"a\\0b\"\n");
        platform.replyJson("PUT /api/v1/systems/shop/scenarios/a\0b", 422, REFUSAL);

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text())
                .isEqualToIgnoringNewLines("nul.yml:1:11: should be 1 to 63 printable characters (received it)");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @Test
    void aRunbookGoesToItsOwnerUnderItsOwnNameByteForByteAndAfterTheSystem() throws IOException {
        String runbook = "# every month\nrunbook: primary-down\ngoal: \"ü\"\n";
        write("a-file.yml", runbook);
        write("system.yml", "system: shop\ntargets: {}\n");
        platform.replyJson("PUT /api/v1/systems/shop/runbooks/primary-down", 201, "{\"version\":1,\"changed\":true}");

        var printed = command("apply", "-f", documents.toString());

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text()).contains("a-file.yml: created by chaos");
        assertThat(platform.received).last().isEqualTo("PUT /api/v1/systems/shop/runbooks/primary-down " + runbook);
    }

    @Test
    void aRunbookWithFaultsIsRefusedWithAllOfThemAndTheirLines() throws IOException {
        write("bad.yml", "runbook: bad\nsteps: []\n");
        platform.replyJson("PUT /api/v1/systems/shop/runbooks/bad", 400, """
                {"errors":[{"pointer":"/steps","line":2,"column":8,"rule":"must not be empty"},
                           {"pointer":"/goal","line":1,"column":1,"rule":"is required"}]}""");

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text().lines())
                .containsExactly("bad.yml:2:8: must not be empty at /steps", "bad.yml:1:1: is required at /goal");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @Test
    void reasonIsSentWithEveryDocumentInAWayThatAHeaderCanHold() throws IOException {
        write("performance-budget.yml", "endpoints: {}\n");
        platform.replyJson("PUT /api/v1/systems/shop/budget", 201, "{}");

        command("apply", "-f", documents.toString(), "--system", "shop");
        command("apply", "-f", documents.toString(), "--system", "shop", "--reason", "new contract");
        command("apply", "-f", documents.toString(), "--system", "shop", "--reason", "größer + 2");

        assertThat(platform.reasons).containsExactly("new contract", "UTF-8''gr%C3%B6%C3%9Fer%20%2B%202");
    }

    @Test
    void documentsNameIsPutIntoTheAddressAsItIs() throws IOException {
        write("my budget?.yml", "endpoints: {}\n");
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/my budget?", 201, "{}");

        assertThat(command("apply", "-f", documents.toString(), "--system", "shop")
                        .exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void scenarioThatWouldBeAnotherAddressIsRefused(String name) throws IOException {
        write("dots.yml", "scenario: '" + name + "'\n");

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text()).contains("must not be . or ..: was " + name);
        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(platform.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "Shop", "a/b", "a?b", "\u00e9"})
    void systemIsRefusedWithItsRuleByEveryCommand(String system) throws IOException {
        Path budget = write("performance-budget.yml", "endpoints: {}\n");
        var commands = List.of(
                List.of("apply", "-f", documents.toString()),
                List.of("report"),
                List.of("measure", "cache", "hit_ratio", "91%"),
                List.of("import", budget.toString(), "--scenario", "s"));

        for (List<String> command : commands) {
            var arguments = new ArrayList<>(command);
            arguments.addAll(List.of("--system", system));
            var printed = command(arguments.toArray(String[]::new));

            assertThat(printed.text())
                    .as(command.toString())
                    .contains("the system must be 1 to 63")
                    .contains(": was " + system);
            assertThat(printed.exitCode()).as(command.toString()).isEqualTo(104);
        }
        assertThat(platform.received).isEmpty();
    }

    @Test
    void systemOfTheFolderIsHeldToTheSameRule() throws IOException {
        write("system.yml", "system: a b\ntargets: {}\n");

        var printed = command("apply", "-f", documents.toString());

        assertThat(printed.text()).contains("the system must be 1 to 63").contains(": was a b");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @Test
    void runOfAReportIsPutIntoTheAddressAsItIs() {
        var printed = command("report", "--system", "shop", "--run", "a b&c");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(platform.received).first().asString().contains("&run=a%20b%26c");
    }

    @Test
    void aRunIsHeldAgainstAnotherVersionOnceAndReported() {
        String evaluation = "/api/v1/test-runs/r1/evaluation";
        String report = "GET /api/v1/systems/shop/reports/performance-budget-compliance";
        platform.replyJson("GET " + evaluation, 404, "{}");
        platform.replyJson("POST " + evaluation, 201, "{}");
        platform.replyJson(report + ".json", 200, "{\"counts\":{\"FAIL\":1}}");
        platform.reply(report + ".md", 200, "text/markdown", "# Shop");

        var printed = command("report", "--system", "shop", "--run", "r1", "--budget-version", "2");

        assertThat(printed.exitCode()).isEqualTo(99);
        assertThat(platform.received)
                .anyMatch(request -> request.startsWith("POST " + evaluation + "?budgetVersion=2"));
        assertThat(platform.received).last().asString().contains("&run=r1&budgetVersion=2");
        platform.received.clear();
        platform.replyJson("GET " + evaluation, 200, "{}");
        command("report", "--system", "shop", "--run", "r1", "--budget-version", "2");
        assertThat(platform.received).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void aRunThatCannotBeJudgedAgainIsSaidWithTheReason() {
        platform.replyJson("GET /api/v1/test-runs/r1/evaluation", 404, "{}");
        platform.replyJson("POST /api/v1/test-runs/r1/evaluation", 409, "{\"detail\":\"it is no longer kept\"}");

        var printed = command("report", "--system", "shop", "--run", "r1", "--budget-version", "2");

        assertThat(printed.text()).contains("the run was not judged again", "it is no longer kept");
        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(command("report", "--system", "shop", "--budget-version", "2")
                        .text())
                .contains("--budget-version needs --run: was 2");
    }

    @Test
    void faultThatSeveralServicesFindIsSaidOnce() throws IOException {
        write("system.yml", "system: shop\ntargets: []\n");
        platform.replyJson("PUT /api/v1/systems/shop", 422, REFUSAL);

        var printed = command("apply", "-f", documents.toString());

        assertThat(printed.text().lines())
                .containsExactly("system.yml:1:11: should be 1 to 63 printable characters (received it)");
        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(platform.received).hasSize(5);
    }

    @Test
    void aChangedBudgetSaysWhatIsLooserAndTheSameAgainIsUnchanged() throws IOException {
        write("a.yml", "operations: { a: { target_duration: 5s } }\n");
        write("b.yml", "operations: { b: { target_duration: 5s } }\n");
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/a", 200, "{\"version\":3,\"changed\":true}");
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/b", 200, "{\"version\":2,\"changed\":false}");
        platform.replyJson("GET /api/v1/systems/shop/budget/diff", 200, """
                {"changes":[{"kind":"LOOSER","subject":"a","metric":"duration","before":"≤ 3 s, HIGH","after":"≤ 5 s, HIGH"},
                            {"kind":"REMOVED","subject":"a","metric":"size","before":"≤ 1 MB, LOW","after":null}]}
                """);

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text().lines())
                .containsExactly(
                        "a.yml: changed by budget, version 3",
                        "  looser: a, duration ≤ 5 s, HIGH, was ≤ 3 s, HIGH",
                        "  removed: a, size ≤ 1 MB, LOW",
                        "b.yml: unchanged by budget, version 2");
    }

    @Test
    void halfASystemDescriptionIsSentAndItsOwnersSayWhatIsMissing() throws IOException {
        write("system.yml", "system: shop\nname: Shop\n");
        platform.replyJson(
                "PUT /api/v1/systems/shop",
                400,
                "{\"errors\":[{\"pointer\":\"/targets\",\"line\":1,\"column\":1,\"rule\":\"is required\"}]}");

        var printed = command("apply", "-f", documents.toString());

        assertThat(printed.text().lines()).containsExactly("system.yml:1:1: is required at /targets");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @Test
    void aDescriptionWithoutAnIdIsToldByItsName() throws IOException {
        write("system.yml", "system:\ntargets: {}\n");

        var printed = command("apply", "-f", documents.toString());

        assertThat(printed.text()).contains("system.yml does not say which system it describes");
        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(platform.received).isEmpty();
    }

    @Test
    void aDocumentThatNobodyTakesSaysByWhichKeysItWasLookedAt() throws IOException {
        var typo = write("budget.yml", "endpoint: {}\n");

        var folderOfAll = command("apply", "-f", documents.toString(), "--system", "shop");
        var alone = command("apply", "-f", typo.toString(), "--system", "shop");

        assertThat(folderOfAll.text()).contains("budget.yml: skipped").contains("of the keys endpoint; known are");
        assertThat(folderOfAll.exitCode()).isZero();
        assertThat(alone.exitCode()).isEqualTo(104);
    }

    @Test
    void aTypoInADocumentThatIsCalledAsOursIsAnError() throws IOException {
        write("escalation-rules.yml", "escalaton:\n  rules: []\n");

        assertThat(command("apply", "-f", documents.toString(), "--system", "shop")
                        .exitCode())
                .isEqualTo(104);
    }

    @Test
    void anSloOfAFolderIsSentWithWhatItNamesOfOtherFiles() throws IOException {
        write("source.yml", """
                apiVersion: openslo/v1
                kind: DataSource
                metadata: { name: monitoring }
                spec: { type: Prometheus }
                """);
        write("slis.yaml", """
                apiVersion: openslo/v1
                kind: SLI
                metadata: { name: other }
                spec: {}
                ---
                apiVersion: openslo/v1
                kind: SLI
                metadata: { name: ok }
                spec: { ratioMetric: { good: { metricSource: { metricSourceRef: monitoring } }, total: {} } }
                """);
        var slo = """
                # the shop's
                apiVersion: openslo/v1
                kind: SLO
                metadata: { name: checkout }
                spec: { indicatorRef: ok, objectives: [ { target: 0.99 } ] }""";
        write("checkout.yml", slo);
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/checkout", 201, "{}");

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text().lines())
                .containsExactly(
                        "slis.yaml: promises nothing itself; goes with the SLOs that name it",
                        "source.yml: promises nothing itself; goes with the SLOs that name it",
                        "checkout.yml: created by budget");
        assertThat(platform.received).singleElement().satisfies(sent -> assertThat(sent)
                .startsWith("PUT /api/v1/systems/shop/budget/documents/checkout " + slo + "\n---\n")
                .contains("name: \"ok\"", "name: \"monitoring\"")
                .doesNotContain("other"));
    }

    @Test
    void anSloMayBeCalledAsItsIndicatorAndItsSource() throws IOException {
        write(
                "source.yml",
                "apiVersion: openslo/v1\nkind: DataSource\nmetadata: { name: ok }\nspec: { type: Prometheus }\n");
        write("sli.yml", """
                apiVersion: openslo/v1
                kind: SLI
                metadata: { name: ok }
                spec: { ratioMetric: { good: { metricSource: { metricSourceRef: ok } }, total: {} } }
                """);
        write("slo.yml", """
                apiVersion: openslo/v1
                kind: SLO
                metadata: { name: ok }
                spec: { indicatorRef: ok, objectives: [ { target: 0.99 } ] }
                """);
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/slo", 201, "{}");

        command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(platform.received).singleElement().satisfies(sent -> assertThat(sent)
                .contains("kind: \"SLI\"", "kind: \"DataSource\""));
    }

    @Test
    void anOpenSloFileThatNamesNothingIsSentByteForByte() throws IOException {
        var slo = "{\"apiVersion\":\"openslo/v1\",\"kind\":\"SLO\",\"metadata\":{\"name\":\"a\"},\"spec\":{}}";
        write("a.json", slo);
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/a", 201, "{}");

        command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(platform.received).containsExactly("PUT /api/v1/systems/shop/budget/documents/a " + slo);
    }

    @Test
    void documentOfAnotherFormIsSentAsYamlAndSaysWhatWasUnderstood() throws IOException {
        write("Pages.budget.md", "# Search\n- **Ziel:** <50ms P95\n- **Erreicht:** <40ms\n");
        write("pgbouncer.yml", "\"\"\"Docs\"\"\"\noperations: { a: { target_duration: 5s } }\n");
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/pages", 201, "{\"version\":3}");
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/pgbouncer", 200, "{\"version\":2}");

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text().lines())
                .containsExactly(
                        "Pages.budget.md:2: understood: Search target_response_time_p95 < 50 ms",
                        "Pages.budget.md:3: note: has a limit, but promises nothing by its form: - **Erreicht:** <40ms",
                        "Pages.budget.md: created by budget, version 3",
                        "  what it changed was not answered: HTTP 404",
                        "pgbouncer.yml:1: note: the docstring is read over: it is no YAML",
                        "pgbouncer.yml: unchanged by budget, version 2");
        assertThat(printed.exitCode()).isZero();
        assertThat(platform.received)
                .anySatisfy(sent -> assertThat(sent)
                        .startsWith("PUT /api/v1/systems/shop/budget/documents/pages ")
                        .contains("operations:\n  \"Search\":\n    target_response_time_p95: \"< 50 ms\" # line 2\n"))
                .anySatisfy(sent ->
                        assertThat(sent).endsWith("# \"\"\"Docs\"\"\"\noperations: { a: { target_duration: 5s } }\n"));
    }

    @Test
    void thePlanOfRequirements0GoesToCapacityServiceWithItsTasksAndItsContradictionsAreShown() throws IOException {
        try (var in = getClass().getResourceAsStream("/convert/forecasts.yml")) {
            write("forecasts.yml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        platform.replyJson("PUT /api/v1/systems/shop/capacity-plan/documents/forecasts", 201, """
                {"version":1,"changed":true,"warnings":[{"at":{"line":20},
                 "text":{"english":"storage: 250 GB now, but 40 mandants × 2.5 GB are 100 GB","german":"…"}}]}""");

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text().lines())
                .containsExactly(
                        "forecasts.yml:57: note: 6 tasks are read as {done, text}",
                        "forecasts.yml: created by capacity, version 1",
                        "forecasts.yml:20: warning: storage: 250 GB now, but 40 mandants × 2.5 GB are 100 GB");
        assertThat(printed.exitCode()).isZero();
        assertThat(platform.received).singleElement().satisfies(sent -> assertThat(sent)
                .startsWith(
                        "PUT /api/v1/systems/shop/capacity-plan/documents/forecasts # capacity-planning/forecasts.yml\n")
                .contains("  - {done: false, text: \"Redis Cluster aufbauen (aktuell Single Instance)\"}\n")
                .contains("  current: 250 GB\n"));
    }

    @Test
    void baselinesGoToBudgetServiceAndToCapacityService() throws IOException {
        write("performance_baselines.yaml", "\"\"\"Docs\"\"\"\nperformance_baselines: {}\n");
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/performance_baselines", 201, "{\"version\":1}");
        platform.replyJson(
                "PUT /api/v1/systems/shop/capacity-plan/documents/performance_baselines", 201, "{\"version\":1}");

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text())
                .contains(
                        "performance_baselines.yaml: created by budget",
                        "performance_baselines.yaml: created by capacity");
        assertThat(platform.received).filteredOn(sent -> sent.startsWith("PUT")).hasSize(2);
    }

    @Test
    void nativeDocumentIsSentByteForByte() throws IOException {
        var yaml = "# \u00e4\r\nscenario:   x\r\n\r\nnotes: |\r\n  - [ ] no task\r\n";
        write("x.yml", yaml);
        platform.replyJson("PUT /api/v1/systems/shop/scenarios/x", 201, "{}");

        assertThat(command("apply", "-f", documents.toString(), "--system", "shop")
                        .exitCode())
                .isZero();

        assertThat(platform.received).containsExactly("PUT /api/v1/systems/shop/scenarios/x " + yaml);
    }

    @Test
    void fileThatCannotBeReadHoldsUpNoOther() throws IOException {
        write("a.budget.py", "@dataclass\nclass Kpis:\n    error_rate_max: float = 1 / 1000\n");
        write("b.yml", "a: [\n");
        write("b.budget.py", "class Kpis:\n    error_rate_max = 1\n");
        write("c.yml", "endpoints: {}\n");
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/c", 201, "{}");

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text())
                .contains("a.budget.py:3:1: a KPI is a number")
                .contains("b.yml:2:1: ")
                .contains("b.budget.py:1:1: is of no form that can be read")
                .contains("c.yml: created by budget");
        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(platform.received).hasSize(1);
    }

    @Test
    void fileThatIsNamedMayHaveAnyEnding() throws IOException {
        var page = write("promises.txt", "# Search\n- **Goal:** <50ms\n");
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/promises", 201, "{}");

        assertThat(command("apply", "-f", page.toString(), "--system", "shop").exitCode())
                .isZero();
    }

    private Printed command(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return Printed.by(all.toArray(String[]::new));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(documents.resolve(name), text);
    }
}
