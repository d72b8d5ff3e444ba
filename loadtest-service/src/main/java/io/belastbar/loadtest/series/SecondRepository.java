package io.belastbar.loadtest.series;

import io.belastbar.jobs.Await;
import io.belastbar.load.result.SecondSeries;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

/** The single seconds of runs. Those of a long run stay in PostgreSQL: three hours are tens of megabytes. */
@ApplicationScoped
public class SecondRepository {

    /** Seconds that are in memory at a time; of the largest scenario each may have a hundred kilobytes. */
    static final int PAGE = 64;

    private final Pool pool;

    SecondRepository(Pool pool) {
        this.pool = pool;
    }

    /** Adds seconds, page by page; those that are there already stay. */
    public Uni<Void> append(SqlConnection transaction, UUID runId, List<EncodedSecond> seconds) {
        return Multi.createFrom()
                .iterable(seconds)
                .group()
                .intoLists()
                .of(PAGE)
                .onItem()
                .call(page -> insert(transaction, runId, page))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> insert(SqlConnection transaction, UUID runId, List<EncodedSecond> seconds) {
        Integer[] numbers = seconds.stream().map(EncodedSecond::second).toArray(Integer[]::new);
        Buffer[] data =
                seconds.stream().map(second -> Buffer.buffer(second.data())).toArray(Buffer[]::new);
        return transaction
                .preparedQuery("""
                        INSERT INTO run_second (run_id, second, data)
                        SELECT $1, second, data FROM unnest($2::int[], $3::bytea[]) AS s (second, data)
                        ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(runId, numbers, data))
                .replaceWithVoid();
    }

    /**
     * The seconds that are stored by now. They are read page by page whenever somebody goes through them, who waits for
     * PostgreSQL: for virtual threads and workers.
     */
    public Uni<SecondSeries> of(UUID runId) {
        return pool.preparedQuery("""
                        SELECT count(*)::int, coalesce(max(second), -1) FROM run_second WHERE run_id = $1""").execute(Tuple.of(runId)).map(rows -> {
            Row found = rows.iterator().next();
            int last = found.getInteger(1);
            return SecondSeries.reading(found.getInteger(0), last, () -> new Pages(runId, -1, last));
        });
    }

    /** The same of some of them, by their numbers, both included. */
    public Uni<SecondSeries> between(UUID runId, int first, int last) {
        return pool.preparedQuery("""
                        SELECT count(*)::int, coalesce(max(second), -1)
                          FROM run_second WHERE run_id = $1 AND second BETWEEN $2 AND $3""").execute(Tuple.of(runId, first, last)).map(rows -> {
            Row found = rows.iterator().next();
            int end = found.getInteger(1);
            return SecondSeries.reading(found.getInteger(0), end, () -> new Pages(runId, first - 1, end));
        });
    }

    private final class Pages implements Iterator<byte[]> {

        private final UUID runId;
        private final int last;
        private final ArrayDeque<byte[]> page = new ArrayDeque<>();
        private int seen;

        Pages(UUID runId, int behind, int last) {
            this.runId = runId;
            this.seen = behind;
            this.last = last;
        }

        @Override
        public boolean hasNext() {
            if (page.isEmpty() && seen < last) {
                read();
            }
            return !page.isEmpty();
        }

        private void read() {
            var rows = Await.of(pool.preparedQuery("""
                            SELECT second, data FROM run_second WHERE run_id = $1 AND second > $2 AND second <= $3
                            ORDER BY second LIMIT $4""").execute(Tuple.of(runId, seen, last, PAGE)));
            seen = last;
            rows.forEach(row -> {
                page.add(row.getBuffer(1).getBytes());
                seen = row.getInteger(0);
            });
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.remove();
        }
    }
}
