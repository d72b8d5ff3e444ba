package io.belastbar.profiling.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What happened between two snapshots, costliest statement first.
 *
 * @param from begin of the period that the figures cover
 * @param notes what the reader must know about that period; empty if it is exactly the one asked for
 */
public record StatementDelta(Instant from, Instant to, List<MeasuredStatement> statements, List<String> notes) {
    public StatementDelta {
        statements = List.copyOf(statements);
        notes = List.copyOf(notes);
    }

    /** Everything since counting began. */
    public static StatementDelta cumulative(StatementSnapshot now) {
        return of(now.statsReset(), now, Map.of(), List.of());
    }

    /** The figures of a run whose first snapshot was never taken. */
    public static StatementDelta withoutBaseline(StatementSnapshot now) {
        String note = "no snapshot was taken at the start of the run: figures since " + now.statsReset();
        return of(now.statsReset(), now, Map.of(), List.of(note));
    }

    /** The figures between two snapshots. */
    public static StatementDelta between(StatementSnapshot baseline, StatementSnapshot now) {
        if (!Objects.equals(baseline.statsReset(), now.statsReset())) {
            String note = "the statistics were reset during the run: figures since " + now.statsReset();
            return of(now.statsReset(), now, Map.of(), List.of(note));
        }
        List<String> notes = new ArrayList<>();
        if (now.deallocations() > baseline.deallocations()) {
            notes.add("pg_stat_statements ran out of room and dropped rare statements; raise pg_stat_statements.max");
        }
        Map<StatementCounters.Key, StatementCounters> before = baseline.statements().stream()
                .collect(Collectors.toMap(StatementCounters::key, Function.identity(), (a, b) -> a));
        return of(baseline.takenAt(), now, before, notes);
    }

    private static StatementDelta of(
            Instant from,
            StatementSnapshot now,
            Map<StatementCounters.Key, StatementCounters> before,
            List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        if (now.hidden() > 0) {
            all.add(now.hidden() + " statements of other roles cannot be read without the role pg_read_all_stats");
        }
        List<MeasuredStatement> measured = now.statements().stream()
                .map(statement -> difference(before.get(statement.key()), statement))
                .filter(statement -> statement.calls() > 0)
                .sorted(Comparator.comparingDouble(MeasuredStatement::totalTimeMs)
                        .reversed())
                .toList();
        return new StatementDelta(from, now.takenAt(), measured, all);
    }

    private static MeasuredStatement difference(StatementCounters before, StatementCounters now) {
        // A statement that was dropped and came back counts from zero again.
        boolean restarted =
                before == null || !Objects.equals(before.since(), now.since()) || now.calls() < before.calls();
        return new MeasuredStatement(
                now.queryId(),
                now.role(),
                now.query(),
                restarted ? now.calls() : now.calls() - before.calls(),
                restarted ? now.totalTimeMs() : now.totalTimeMs() - before.totalTimeMs(),
                now.maxTimeMs(),
                restarted ? now.rows() : now.rows() - before.rows(),
                restarted ? now.blocksHit() : now.blocksHit() - before.blocksHit(),
                restarted ? now.blocksRead() : now.blocksRead() - before.blocksRead());
    }
}
