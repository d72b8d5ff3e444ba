package io.belastbar.profiling.statement;

import java.time.Instant;
import java.util.List;

/**
 * All counters of a database at one moment.
 *
 * @param takenAt by the database's clock
 * @param statsReset when the database last dropped all its counters
 * @param deallocations how often the database has dropped rare statements for lack of room
 * @param hidden how many further statements may be counted, but not read, for want of a grant
 */
public record StatementSnapshot(
        Instant takenAt, Instant statsReset, long deallocations, List<StatementCounters> statements, long hidden) {

    public StatementSnapshot {
        statements = List.copyOf(statements);
    }

    /** All of whose statements can be read. */
    public StatementSnapshot(
            Instant takenAt, Instant statsReset, long deallocations, List<StatementCounters> statements) {
        this(takenAt, statsReset, deallocations, statements, 0);
    }

    /** What a later snapshot must know of this one: everything but the texts. */
    public StatementSnapshot asBaseline() {
        return new StatementSnapshot(
                takenAt,
                statsReset,
                deallocations,
                statements.stream().map(StatementCounters::withoutQuery).toList(),
                hidden);
    }
}
