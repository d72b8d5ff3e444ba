package io.belastbar.loadtest.series;

import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.EncodedCells;
import io.belastbar.load.result.SecondCodec;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The totals of runs, by step and tenant. */
@ApplicationScoped
public class CellRepository {

    /** Of one statement. */
    private static final int CELLS_MAX = 500;

    private final Pool pool;

    CellRepository(Pool pool) {
        this.pool = pool;
    }

    /** Adds totals; those that are there already stay. */
    public Uni<Void> insert(SqlConnection transaction, UUID runId, Map<CellKey, Cell> totals) {
        List<CellKey> keys = List.copyOf(totals.keySet());
        List<List<CellKey>> batches = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += CELLS_MAX) {
            batches.add(keys.subList(from, Math.min(keys.size(), from + CELLS_MAX)));
        }
        return Multi.createFrom()
                .iterable(batches)
                .onItem()
                .call(batch -> insert(transaction, runId, batch, totals))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Void> insert(
            SqlConnection transaction, UUID runId, List<CellKey> keys, Map<CellKey, Cell> totals) {
        Short[] steps = keys.stream().map(key -> (short) key.step()).toArray(Short[]::new);
        Short[] tenants = keys.stream().map(key -> (short) key.tenant()).toArray(Short[]::new);
        Buffer[] cells = keys.stream()
                .map(key -> Buffer.buffer(
                        totals instanceof EncodedCells encoded
                                ? encoded.encoded(key)
                                : SecondCodec.encodeCell(totals.get(key))))
                .toArray(Buffer[]::new);
        return transaction
                .preparedQuery("""
                        INSERT INTO run_cell (run_id, step, tenant, cell)
                        SELECT $1, step, tenant, cell
                          FROM unnest($2::smallint[], $3::smallint[], $4::bytea[]) AS c (step, tenant, cell)
                        ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(runId, steps, tenants, cells))
                .replaceWithVoid();
    }

    /** As they are stored: they are decoded for whoever asks for one. */
    public Uni<EncodedCells> of(UUID runId) {
        return pool.preparedQuery("SELECT step, tenant, cell FROM run_cell WHERE run_id = $1")
                .execute(Tuple.of(runId))
                .map(rows -> {
                    EncodedCells cells = new EncodedCells();
                    rows.forEach(row -> cells.put(
                            new CellKey(row.getShort(0), row.getShort(1)),
                            row.getBuffer(2).getBytes()));
                    return cells;
                });
    }
}
