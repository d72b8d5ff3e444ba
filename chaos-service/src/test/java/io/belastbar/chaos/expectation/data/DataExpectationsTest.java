package io.belastbar.chaos.expectation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Parsed;
import io.belastbar.chaos.expectation.data.QueryResult.Away;
import io.belastbar.chaos.expectation.data.QueryResult.Refused;
import io.belastbar.chaos.expectation.data.QueryResult.Rows;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.HttpReading.Unanswered;
import io.belastbar.document.InvalidInput;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataExpectationsTest {

    private static final CacheEqualsDatabase CACHE = Parsed.as(CacheEqualsDatabase.class, """
            type: cache-equals-database
            target: smartbav-api
            request: GET /api/v1/employees/{key}
            as: broker-1
            database: smartbav-db
            sql: SELECT id, salary, name FROM employees LIMIT 10
            values: [ $.salary, $.name ]
            """);

    @ParameterizedTest
    @CsvSource({"3,HOLDS", "3.0,HOLDS", "7,NOT_YET", "2.9,NOT_YET", ",NOT_YET", "many,UNKNOWN"})
    void aValueIsHeldToItsBand(String value, Result expected) {
        var probe = Parsed.as(SqlProbe.class, "type: sql-probe\ntarget: db\nsql: SELECT 3;\nat-least: 3\nat-most: 5");
        var rows = value == null ? new Rows(List.of(), false) : rows(row(value));

        assertThat(probe.judge(rows).result()).isEqualTo(expected);
    }

    @Test
    void aDatabaseThatIsAwayMayComeBackAndARefusedQueryNeverIsRight() {
        var probe = Parsed.as(SqlProbe.class, "type: sql-probe\ntarget: db\nsql: SELECT 'x'\nequals: x");

        assertThat(probe.judge(rows(row("x"))).result()).isEqualTo(Result.HOLDS);
        assertThat(probe.judge(new Away("refused")).result()).isEqualTo(Result.NOT_YET);
        assertThat(probe.judge(new Refused("no table")).result()).isEqualTo(Result.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM employees",
                "SELECT 1; DROP TABLE employees",
                "UPDATE a SET b = 1",
                "BEGIN",
                "COPY a TO PROGRAM 'x'"
            })
    void aQueryOnlyReads(String sql) {
        var refused = catchThrowableOfType(
                InvalidInput.class,
                () -> Parsed.as(Expectation.class, "type: sql-probe\ntarget: db\nequals: 1\nsql: \"" + sql + "\""));

        assertThat(refused.errors()).singleElement().satisfies(fault -> assertThat(fault.pointer())
                .isEqualTo("/sql"));
    }

    @Test
    void equalEntitiesHoldWhateverTheWritingOfTheirNumbers() {
        var seen = CACHE.judge(
                rows(row("a", "48000.00", "Jürgen \"J\""), row("b", null, "x")),
                rows(row("a", "48000.00", "Jürgen \"J\""), row("b", null, "x")),
                Map.of(
                        "a",
                        answer("{\"salary\":48000,\"name\":\"Jürgen \\\"J\\\"\"}"),
                        "b",
                        answer("{\"name\":\"x\"}")));

        assertThat(seen.result()).isEqualTo(Result.HOLDS);
        assertThat(seen.details()).containsEntry("compared", "2");
    }

    @Test
    void aStaleEntityIsNamed() {
        var seen = CACHE.judge(
                rows(row("a", "2", "x")),
                rows(row("a", "2", "x")),
                Map.of("a", answer("{\"salary\":1,\"name\":\"x\"}")));

        assertThat(seen.result()).isEqualTo(Result.NOT_YET);
        assertThat(seen.measured().english()).contains("a $.salary: 1 ≠ 2");
    }

    @Test
    void whatIsWrittenToMeanwhileIsNotCompared() {
        var seen = CACHE.judge(
                rows(row("a", "1", "x"), row("b", "1", "x")),
                rows(row("a", "2", "x"), row("b", "1", "x")),
                Map.of("a", answer("{\"salary\":2,\"name\":\"x\"}"), "b", answer("{\"salary\":1,\"name\":\"x\"}")));

        assertThat(seen.result()).isEqualTo(Result.HOLDS);
        assertThat(seen.details()).containsEntry("compared", "1");
    }

    @Test
    void withoutAnswersNothingIsKnown() {
        HttpReading silent = new Unanswered("refused", false, Duration.ZERO);

        assertThat(CACHE.judge(rows(row("a", "1", "x")), rows(row("a", "1", "x")), Map.of("a", silent))
                        .result())
                .isEqualTo(Result.UNKNOWN);
        assertThat(CACHE.judge(rows(), rows(), Map.of()).result()).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void aKeyCannotLeadToAnotherPath() {
        assertThat(CACHE.of("../admin?x").path()).isEqualTo("/api/v1/employees/..%2Fadmin%3Fx");
        assertThat(CACHE.of("..").path()).isEqualTo("/api/v1/employees/%2E%2E");
        assertThat(CACHE.of("ü ö").path()).isEqualTo("/api/v1/employees/%C3%BC%20%C3%B6");
    }

    private static Rows rows(List<?>... rows) {
        return new Rows(
                Arrays.stream(rows)
                        .map(row -> row.stream()
                                .map(value -> value == null ? null : value.toString())
                                .toList())
                        .toList(),
                false);
    }

    private static List<String> row(String... values) {
        return Arrays.asList(values);
    }

    private static Answered answer(String body) {
        return new Answered(200, Map.of(), body, Duration.ZERO);
    }
}
