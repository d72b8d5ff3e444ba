package io.belastbar.profiling.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementDeltaTest {
    private static final Instant RESET = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant END = Instant.parse("2026-11-20T10:01:00Z");

    private static StatementCounters counters(String id, long calls, double totalMs, Instant since) {
        return new StatementCounters(
                id, "smartbav_app", true, "SELECT " + id, calls, totalMs, 50, calls * 10, calls * 9, calls, since);
    }

    private static StatementSnapshot snapshot(Instant at, Instant reset, StatementCounters... statements) {
        return new StatementSnapshot(at, reset, 0, List.of(statements));
    }

    @Test
    void figuresAreTheDifferenceOfTwoSnapshots() {
        var before = snapshot(START, RESET, counters("1", 100, 1000, RESET)).asBaseline();
        var after = snapshot(END, RESET, counters("1", 300, 5000, RESET));

        StatementDelta delta = StatementDelta.between(before, after);

        MeasuredStatement statement = delta.statements().getFirst();
        assertThat(statement.calls()).isEqualTo(200);
        assertThat(statement.meanTimeMs()).isEqualTo(20.0);
        assertThat(statement.rowsPerCall()).isEqualTo(10.0);
        assertThat(statement.query()).isEqualTo("SELECT 1");
        assertThat(delta.from()).isEqualTo(START);
        assertThat(delta.to()).isEqualTo(END);
        assertThat(delta.notes()).isEmpty();
    }

    @Test
    void statementsThatDidNotRunAreLeftOut() {
        var before = snapshot(START, RESET, counters("1", 100, 1000, RESET));

        assertThat(StatementDelta.between(before, snapshot(END, RESET, counters("1", 100, 1000, RESET)))
                        .statements())
                .isEmpty();
    }

    @Test
    void statementDroppedAndCountedAnewIsNotSubtracted() {
        var before = snapshot(START, RESET, counters("1", 100, 1000, RESET));
        var after = snapshot(END, RESET, counters("1", 120, 2400, START.plusSeconds(5)));

        assertThat(StatementDelta.between(before, after).statements().getFirst().calls())
                .isEqualTo(120);
    }

    @Test
    void resetDuringTheRunIsSaid() {
        var before = snapshot(START, RESET, counters("1", 100, 1000, RESET));
        var after = snapshot(END, START.plusSeconds(5), counters("1", 150, 1000, START.plusSeconds(5)));

        StatementDelta delta = StatementDelta.between(before, after);

        assertThat(delta.statements().getFirst().calls()).isEqualTo(150);
        assertThat(delta.from()).isEqualTo(START.plusSeconds(5));
        assertThat(delta.notes()).singleElement().asString().startsWith("the statistics were reset during the run");
    }

    @Test
    void missingBaselineIsSaid() {
        StatementDelta delta = StatementDelta.withoutBaseline(snapshot(END, RESET, counters("1", 3, 3, RESET)));

        assertThat(delta.from()).isEqualTo(RESET);
        assertThat(delta.notes()).singleElement().asString().startsWith("no snapshot was taken");
    }

    @Test
    void droppedStatementsAreSaid() {
        var before = snapshot(START, RESET, counters("1", 1, 1, RESET));
        var after = new StatementSnapshot(END, RESET, 4, List.of());

        assertThat(StatementDelta.between(before, after).notes())
                .singleElement()
                .asString()
                .contains("raise");
    }

    @Test
    void costliestStatementComesFirst() {
        var now = snapshot(END, RESET, counters("cheap", 1000, 10, RESET), counters("dear", 1, 500, RESET));

        assertThat(StatementDelta.cumulative(now).statements())
                .extracting(MeasuredStatement::queryId)
                .containsExactly("dear", "cheap");
    }

    @Test
    void sameStatementOfTwoRolesIsTwoStatements() {
        var other = new StatementCounters("1", "report", true, "SELECT 1", 7, 7, 1, 7, 0, 0, RESET);
        var before = snapshot(START, RESET, counters("1", 5, 5, RESET));
        var after = snapshot(END, RESET, counters("1", 6, 6, RESET), other);

        assertThat(StatementDelta.between(before, after).statements())
                .extracting(MeasuredStatement::calls)
                .containsExactlyInAnyOrder(1L, 7L);
    }
}
