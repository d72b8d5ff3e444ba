package io.belastbar.chaos.runbook.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.chaos.fault.action.FaultAction;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookParserTest {

    @Test
    void everyPartIsRead() {
        Runbook runbook = read(RunbookTexts.DATABASE, Map.of());

        assertThat(runbook.name()).isEqualTo("database-primary-down");
        assertThat(runbook.purpose().title()).isEqualTo("PostgreSQL primary goes down – \"süß\"");
        assertThat(runbook.purpose().frequency()).isEqualTo(Period.ofMonths(1));
        assertThat(runbook.purpose().rto()).contains(Duration.ofMinutes(30));
        assertThat(runbook.principalsOf("operations")).containsExactly("dana");
        assertThat(runbook.principalsOf("moderator")).isEmpty();
        assertThat(runbook.preparation()).extracting(Step::at).containsExactly(minutes(-10), minutes(-5));
        assertThat(runbook.steps())
                .extracting(step -> step.deed().type())
                .containsExactly("inject", "promote", "check", "confirm", "clear");
        assertThat(runbook.expectations().getFirst().after()).contains("slow");
        assertThat(runbook.expectations().getFirst().deadline()).isEqualTo(minutes(2));
        assertThat(runbook.stopConditions()).hasSize(1);
        assertThat(runbook.questions()).containsExactly("Was the RTO reached?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a, b DESC) WHERE c IS NULL;",
                "create  unique index \"Über\" on t (a)",
                "DROP INDEX i",
                "REINDEX (CONCURRENTLY) INDEX i"
            })
    void anIndexIsMadeOrRemovedByOneStatement(String sql) {
        Runbook runbook = read(index(sql), Map.of());

        Step step = runbook.steps().get(1);
        assertThat(step.deed()).isEqualTo(new Deed.ChangeIndex("smartbav-api", "owner", sql));
        assertThat(step.deed().concerns()).contains("smartbav-api");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM t",
                "DROP TABLE index",
                "CREATE INDEX",
                "CREATE INDEX i ON t (a); DROP TABLE t",
                "WITH d AS (DELETE FROM t RETURNING 1) SELECT 1",
                "DROP INDEXES i",
                "-- CREATE INDEX i ON t (a)",
                ""
            })
    void noOtherStatementIsOneThatAGameDayMayDo(String sql) {
        assertThat(refused(index(sql), Map.of())).anySatisfy(error -> {
            assertThat(error.pointer()).isEqualTo("/steps/1/act/sql");
            assertThat(error.line()).isEqualTo(31);
        });
    }

    private static String index(String sql) {
        return RunbookTexts.DATABASE.replace(
                "{action: promote, target: smartbav-control, child: smartbav-db-b}",
                "{action: index, target: smartbav-api, credential: owner, sql: '" + sql + "'}");
    }

    @Test
    void whatIsPromotedHasANameOrARoleAndNotBoth() {
        assertThat(operated("role: standby").role()).contains("standby");
        assertThat(operated("role: standby").child()).isEmpty();
        assertThat(operated("child: smartbav-db-b").child()).contains("smartbav-db-b");
        for (String both : List.of("child: a, role: standby", "role: ")) {
            assertThat(refused(promote(both), Map.of()))
                    .anySatisfy(error -> assertThat(error.rule()).contains("a child or a role"));
        }
    }

    private static Deed.Operate operated(String which) {
        return (Deed.Operate) read(promote(which), Map.of()).steps().get(1).deed();
    }

    private static String promote(String which) {
        return RunbookTexts.DATABASE.replace("child: smartbav-db-b", which);
    }

    @Test
    void aVariableHasItsDefaultOrTheValueGiven() {
        assertThat(injected(read(RunbookTexts.DATABASE, Map.of())).parameters()).containsEntry("latencyMs", 30_000);
        assertThat(injected(read(RunbookTexts.DATABASE, Map.of("latency", "2s")))
                        .parameters())
                .containsEntry("latencyMs", 2_000);
    }

    @Test
    void twoDollarsStandForThemselvesAndAValueIsNotReadAgain() {
        Runbook runbook = read(RunbookTexts.DATABASE, Map.of("text", "$1 ${latency} \\"));

        Deed.Call channel = (Deed.Call) runbook.preparation().get(1).deed();
        assertThat(channel.body()).contains("$1 ${latency} \\ (${kept})");
    }

    @Test
    void aVariableThatNobodyDeclaredIsRefusedByTheCallerAndInTheText() {
        assertThat(refused(RunbookTexts.DATABASE, Map.of("latenz", "2s")))
                .singleElement()
                .satisfies(error -> assertThat(error.rule()).contains("known are latency, text"));
        assertThat(refused(RunbookTexts.DATABASE.replace("${latency}", "${latenz}"), Map.of()))
                .first()
                .satisfies(error -> {
                    assertThat(error.received()).isEqualTo("${latenz}");
                    assertThat(error.line()).isEqualTo(28);
                });
    }

    @Test
    void allFaultsAreToldAtOnceEachAtItsPlace() {
        String text = RunbookTexts.DATABASE
                .replace("rto: 30m", "rto: 30")
                .replace("criticality: critical", "criticality: high")
                .replace("duration: 5m", "unit: 5")
                .replace("target: smartbav-control", "target: foreign")
                .replace("T+10m", "T+10")
                .replace("deadline: 2m, ", "")
                .replace("after: slow", "after: slwo");

        assertThat(refused(text, Map.of()))
                .extracting(error -> error.pointer() + "@" + error.line())
                .containsExactlyInAnyOrder(
                        "/rto@8",
                        "/criticality@5",
                        "/steps/0/inject/durationSeconds@28",
                        "/steps/0/inject/unit@28",
                        "/steps/1/act/target@31",
                        "/steps/2/at@32",
                        "/expectations/0/deadline@39",
                        "/expectations/0/after@39");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "http://169.254.169.254/latest",
                "postgresql://u:geheim@127.0.0.1:5432/x",
                "smartbav-apu"
            })
    void aForeignTargetIsRefusedAndAnAddressIsNotShown(String target) {
        String text =
                RunbookTexts.DATABASE.replace("{target: smartbav-api, path: /backup}", "{target: \"" + target + "\"}");

        assertThat(refused(text, Map.of())).anySatisfy(error -> {
            assertThat(error.pointer()).isEqualTo("/preparation/0/backup/target");
            assertThat(error.toString()).doesNotContain("geheim");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scope: x | password: hunter2hunter2",
                "scope: x | scope: Bearer hunter2hunter2",
                "scope: x | scope: postgres://admin:hunter2hunter2@db/x",
                "scope: x | scope: 'curl -u x password=hunter2hunter2'",
            })
    void aSecretIsRefusedAndNeverShown(String ignored, String line) {
        assertThat(refused(RunbookTexts.DATABASE + line + "\n", Map.of()))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.toString()).doesNotContain("hunter2"));
    }

    @Test
    void aSecretInAVariableThatIsGivenIsRefusedAndNeverShown() {
        assertThat(refused(RunbookTexts.DATABASE, Map.of("text", "password=hunter2hunter2")))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.toString()).doesNotContain("hunter2"));
    }

    @Test
    void anAliasBombIsRefused() {
        String bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n";

        assertThat(catchThrowableOfType(InvalidInput.class, () -> read(bomb, Map.of())))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clear: nobody",
                "clear: promote",
                "confirm: {role: nobody, text: x}",
                "act: {action: format}",
                "inject: {}\n    clear: slow"
            })
    void aStepThatCannotBeMeantIsRefused(String deed) {
        assertThat(refused(RunbookTexts.DATABASE.replace("clear: slow", deed), Map.of()))
                .isNotEmpty();
    }

    @Test
    void stepsStandInTheOrderOfTheirTimesAndHaveNamesOfTheirOwn() {
        assertThat(refused(RunbookTexts.DATABASE.replace("T+5m", "T+11m"), Map.of()))
                .singleElement()
                .satisfies(error -> assertThat(error.rule()).contains("step above"));
        assertThat(refused(RunbookTexts.DATABASE.replace("name: backup", "name: slow"), Map.of()))
                .isNotEmpty();
    }

    @Test
    void nothingIsInjectedBeforeTheSteadyStateIsProvenOrInTheRollback() {
        String inject =
                "  - at: T-1m\n    inject: {type: insurer-latency, target: smartbav-insurer, latency: 1s, duration: 1m}\n";

        assertThat(refused(RunbookTexts.DATABASE.replace("steady-state:\n", inject + "steady-state:\n"), Map.of()))
                .anySatisfy(error -> assertThat(error.rule()).contains("step of the exercise"));
    }

    private static FaultAction injected(Runbook runbook) {
        return ((Deed.Inject) runbook.steps().getFirst().deed()).action();
    }

    private static Duration minutes(int count) {
        return Duration.ofMinutes(count);
    }

    private static Runbook read(String text, Map<String, String> given) {
        return RunbookParser.parse(text, given, RunbookTexts.WORDS);
    }

    private static List<ProblemError> refused(String text, Map<String, String> given) {
        InvalidInput refusal = catchThrowableOfType(InvalidInput.class, () -> read(text, given));
        assertThat(refusal).isNotNull();
        return refusal.errors();
    }
}
