package io.belastbar.capacity.history.peer;

import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.batch.Conflict;
import io.belastbar.capacity.history.batch.OtherSeries;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.peer.BudgetSeriesClient.Away;
import io.belastbar.capacity.history.peer.PeerSeries.Meaning;
import io.belastbar.capacity.history.peer.PeerSeries.Point;
import io.belastbar.capacity.history.store.StorePoints;
import io.belastbar.jobs.Await;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Reads what is new in budget-service about a system. Blocks: for virtual threads. */
@ApplicationScoped
class ReadPeerSystem {

    private static final Logger LOG = Logger.getLogger(ReadPeerSystem.class);
    private static final String SOURCE = "budget-service";
    private static final ZoneId ZONE = ZoneId.of("UTC");
    private static final Duration STORING_MAX = Duration.ofSeconds(30);

    private final BudgetSeriesClient client;
    private final PeerPositionRepository positions;
    private final StorePoints points;
    private final Pool pool;

    ReadPeerSystem(BudgetSeriesClient client, PeerPositionRepository positions, StorePoints points, Pool pool) {
        this.client = client;
        this.positions = positions;
        this.points = points;
        this.pool = pool;
    }

    /** Reads every series that has something new; of two that would have one name, the first. */
    void read(String system) throws Away {
        var known = Await.of(positions.of(system));
        var seen = new HashSet<String>();
        for (var series : client.series(system)) {
            var meaning = series.meaning();
            if (meaning.isEmpty() || !seen.add(meaning.get().metric())) {
                continue;
            }
            var position = known.get(meaning.get().metric());
            if (position == null || series.point().at().isAfter(position)) {
                store(system, meaning.get(), client.pointsAfter(system, series.key(), position));
            }
        }
    }

    private void store(String system, Meaning meaning, List<Point> read) {
        if (read.isEmpty()) {
            return;
        }
        var batch = batch(system, meaning, read);
        try {
            Await.of(
                    pool.withTransaction(transaction -> points.store(transaction, batch, Conflict.KEEP)
                            .chain(() -> positions.advance(
                                    transaction, system, meaning.metric(), batch.instant(batch.size() - 1)))),
                    STORING_MAX);
        } catch (OtherSeries other) {
            LOG.debugf(
                    "Not added to the history: system=%s metric=%s problem=%s",
                    system, meaning.metric(), other.getMessage());
            Await.of(pool.withTransaction(transaction ->
                    positions.advance(transaction, system, meaning.metric(), batch.instant(batch.size() - 1))));
        }
    }

    /** Of several values of one moment the newest, which comes first, counts. */
    private static PointBatch batch(String system, Meaning meaning, List<Point> read) {
        var values = new TreeMap<Long, Double>();
        read.forEach(point -> values.putIfAbsent(PointBatch.micros(point.at()), point.value() * meaning.factor()));
        return new PointBatch(
                system,
                meaning.metric(),
                meaning.unit(),
                SeriesKind.GAUGE,
                ZONE,
                SOURCE,
                values.keySet().stream().mapToLong(Long::longValue).toArray(),
                values.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
