package io.belastbar.load.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightPlanTest {

    @Test
    void onlySafeRequestsBeforeAnythingThatMayChangeTheTargetAreSent() {
        PreflightPlan plan = http("""
                - { name: first, request: GET /a }
                - think: 1s
                - { name: second, request: "HEAD /b?v=${vu}" }
                - { name: login, request: POST /login }
                - { name: third, request: GET /c }
                """);

        assertThat(plan.requests()).extracting(RequestStep::name).containsExactly("first", "second");
    }

    @Test
    void aRequestThatNeedsAnEarlierAnswerIsLeftOut() {
        PreflightPlan plan = http("""
                - { name: list, request: GET /a, extract: { id: "$.id" } }
                - { name: detail, request: "GET /a/${id}" }
                - { name: other, request: GET /b }
                """);

        assertThat(plan.requests()).extracting(RequestStep::name).containsExactly("list", "other");
    }

    @Test
    void rowsThatAreUsedOnceAreLeftForTheLoad() {
        assertThat(PreflightPlan.of(scenario("""
                        scenario: s
                        target: t
                        load: { users: 1, duration: 1s }
                        data: { codes: { csv: "code\\na\\nb\\n", order: once }, users: { csv: "name\\nada\\n", order: random } }
                        steps:
                          - { name: confirm, request: "GET /confirm?code=${codes.code}" }
                          - { name: user, request: "GET /user?name=${users.name}" }
                        """)).requests())
                .extracting(RequestStep::name)
                .containsExactly("user");
    }

    @Test
    void equalRequestsAreSentOnceAndNoMoreThanTen() {
        StringBuilder steps = new StringBuilder("- { name: again, request: GET /p1 }\n");
        for (int n = 1; n <= 15; n++) {
            steps.append("- { name: n")
                    .append(n)
                    .append(", request: GET /p")
                    .append(n)
                    .append(" }\n");
        }

        assertThat(http(steps.toString()).requests()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "  select * from a",
                "-- why\n/* and */ (SELECT 1) UNION (SELECT 2)",
                "WITH x AS (SELECT 1) SELECT * FROM x",
                "INSERT INTO a VALUES ($1)",
                "UPDATE a SET b = 1",
                "DELETE FROM a",
                "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE"
            })
    void whatPostgresCanPrepareIsPrepared(String sql) {
        assertThat(sql(sql).statements()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE x (id int)",
                "SET search_path = other",
                "SELECT set_config('search_path', 'other', false)",
                "CALL refresh()",
                "DO $$ BEGIN END $$",
                "LOCK TABLE a",
                "VACUUM"
            })
    void whatMayMakeWhatOthersNeedLeavesAllStatementsUntried(String sql) {
        assertThat(sql("SELECT 1", sql, "SELECT * FROM x").statements()).isEmpty();
    }

    @Test
    void theSwitchIsOnUnlessTheScenarioSaysOff() {
        assertThat(scenario(switched("")).withoutPreflight()).isFalse();
        assertThat(scenario(switched("preflight: on")).withoutPreflight()).isFalse();
        assertThat(scenario(switched("preflight: off")).withoutPreflight()).isTrue();
        assertThat(scenario(switched("preflight: false")).withoutPreflight()).isTrue();
        assertThatThrownBy(() -> scenario(switched("preflight: maybe")))
                .isInstanceOf(InvalidInput.class)
                .satisfies(fault -> assertThat(((InvalidInput) fault).errors())
                        .extracting(error -> error.pointer() + " " + error.rule())
                        .containsExactly("/preflight must be on or off"));
    }

    private static String switched(String line) {
        return "scenario: s\ntarget: t\n" + line
                + "\nload: { users: 1, duration: 1s }\nsteps: [ { request: GET /a } ]\n";
    }

    private static PreflightPlan http(String steps) {
        return PreflightPlan.of(
                scenario("scenario: s\ntarget: t\nload: { users: 1, duration: 1s }\nsteps:\n" + steps.indent(2)));
    }

    private static PreflightPlan sql(String... statements) {
        StringBuilder text = new StringBuilder("scenario: s\ndatabase: d\nload: { users: 1, duration: 1s }\nsteps:\n");
        for (String statement : statements) {
            text.append("  - sql: [ \"")
                    .append(statement.replace("\n", "\\n"))
                    .append("\" ]\n    name: s")
                    .append(text.length())
                    .append('\n');
            if (statement.contains("$1")) {
                text.append("    parameters: [ [ \"1\" ] ]\n");
            }
        }
        return PreflightPlan.of(scenario(text.toString()));
    }

    private static Scenario scenario(String yaml) {
        return ScenarioParser.parse(yaml, ScenarioLimits.DEFAULT);
    }
}
