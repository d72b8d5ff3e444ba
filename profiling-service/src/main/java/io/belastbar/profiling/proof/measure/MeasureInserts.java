package io.belastbar.profiling.proof.measure;

import static io.belastbar.profiling.proof.session.Identifiers.quoted;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.proof.ProofResult.InsertCost;
import io.belastbar.profiling.proof.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an index costs those who insert. Rows of the copy are taken out and put in again, with the index and without, in turns;
 * all of it is rolled back, the dropped index too, so that no round has to build it. Of writes alone: a client's way to the
 * database is not in it. The last thing that is done with a table: foreign keys to it are gone afterwards.
 */
public final class MeasureInserts {
    private static final int ROWS = 1_000;
    private static final int ROWS_MIN = 100;
    private static final int ROUNDS = 7;
    private static final String BATCH = "pg_temp.belastbar_batch";

    private static final String REFERRING = """
            SELECT conrelid::regclass::text AS relation, conname::text AS name FROM pg_catalog.pg_constraint
             WHERE contype = 'f' AND confrelid = ?::regclass AND conrelid <> confrelid AND conparentid = 0
            """;

    private static final String COLUMNS = """
            SELECT attname::text AS name FROM pg_catalog.pg_attribute
             WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
            """;

    private final Session scratch;

    public MeasureInserts(Session scratch) {
        this.scratch = scratch;
    }

    /**
     * Measures; empty when the table has too few rows for it.
     *
     * @param table and index as SQL names them
     */
    public Optional<InsertCost> measure(String table, String index, long rowsInTable) {
        for (TargetRow row : scratch.rows(REFERRING, table)) {
            scratch.execute("ALTER TABLE " + row.text("relation") + " DROP CONSTRAINT " + quoted(row.text("name")));
        }
        String columns = scratch.rows(COLUMNS, table).stream()
                .map(row -> quoted(row.text("name")))
                .collect(Collectors.joining(", "));
        int rows = batch(table, columns, rowsInTable);
        if (rows < ROWS_MIN) {
            return Optional.empty();
        }
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            boolean firstWith = round % 2 == 0;
            double one = insert(table, columns, firstWith ? null : index);
            double other = insert(table, columns, firstWith ? index : null);
            // The first round warms.
            if (round > 0) {
                with.add(firstWith ? one : other);
                without.add(firstWith ? other : one);
            }
        }
        return Optional.of(cost(rows, MeasureStatement.median(with), MeasureStatement.median(without)));
    }

    private static InsertCost cost(int rows, double with, double without) {
        double more = Math.max(0, with - without);
        return new InsertCost(rows, ROUNDS, with, without, without > 0 ? 100 * more / without : 0, 1_000 * more / rows);
    }

    private int batch(String table, String columns, long rowsInTable) {
        double percent = rowsInTable <= ROWS ? 100 : Math.min(100, 100.0 * 2 * ROWS / rowsInTable);
        scratch.execute("DROP TABLE IF EXISTS " + BATCH);
        scratch.execute("CREATE TEMPORARY TABLE belastbar_batch AS SELECT tableoid AS belastbar_table, ctid AS"
                + " belastbar_row, " + columns + " FROM " + table
                + String.format(Locale.ROOT, " TABLESAMPLE BERNOULLI (%.6f) REPEATABLE (1) LIMIT %d", percent, ROWS));
        scratch.execute("ANALYZE " + BATCH);
        return Integer.parseInt(scratch.text("SELECT count(*) FROM " + BATCH));
    }

    /** @param dropped null: with the index */
    private double insert(String table, String columns, String dropped) {
        scratch.begin();
        try {
            if (dropped != null) {
                scratch.execute("DROP INDEX " + dropped);
            }
            scratch.execute("DELETE FROM " + table + " AS kept USING " + BATCH + " AS taken"
                    + " WHERE kept.ctid = taken.belastbar_row AND kept.tableoid = taken.belastbar_table");
            return Explained.of(scratch.text("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) INSERT INTO " + table + " ("
                            + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns + " FROM " + BATCH))
                    .executionMs();
        } finally {
            scratch.rollback();
        }
    }
}
