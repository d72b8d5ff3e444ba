package io.belastbar.capacity.history.peer;

import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.batch.Conflict;
import io.belastbar.capacity.history.batch.OtherSeries;
import io.belastbar.capacity.history.batch.PointBatch;
import io.belastbar.capacity.history.peer.BudgetSeriesClient.Away;
import io.belastbar.capacity.history.peer.PeerPositionRepository.Position;
import io.belastbar.capacity.history.peer.PeerSeries.Meaning;
import io.belastbar.capacity.history.peer.PeerSeries.Point;
import io.belastbar.capacity.history.store.StorePoints;
import io.belastbar.jobs.Await;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    /** Reads every series that has something new, each as a metric of its own. */
    PeerTally read(String system) throws Away {
        var known = Await.of(positions.of(system));
        var history =
                client.series(system).stream().filter(PeerSeries::isHistory).toList();
        var understood = history.stream().filter(one -> one.unit().isPresent()).toList();
        var metrics = PeerNames.of(understood, kept(known));
        if (!known.keySet().containsAll(metrics.values())) {
            Await.of(positions.reserve(system, metrics));
        }
        List<String> leftOut = new ArrayList<>();
        for (var series : history) {
            var metric = metrics.get(series.key().text());
            var isRead = metric != null
                    && series.unit().isPresent()
                    && read(system, series, new Meaning(metric, series.unit().get()), known.get(metric));
            if (!isRead) {
                leftOut.add(series.key().subject().name() + " " + series.key().metric());
            }
        }
        return new PeerTally(history.size() - leftOut.size(), leftOut);
    }

    /** The series by metric. */
    private static Map<String, String> kept(Map<String, Position> known) {
        return known.entrySet().stream()
                .filter(entry -> !entry.getValue().series().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().series()));
    }

    /** False if the metric has another unit, zone or kind, so that these values are none of its values. */
    private boolean read(String system, PeerSeries series, Meaning meaning, Position before) throws Away {
        if (before != null && !series.point().at().isAfter(before.at())) {
            return !before.refused();
        }
        var read = client.pointsAfter(system, series.key(), before == null ? null : before.at());
        return read.isEmpty() || store(system, series, meaning, read);
    }

    private boolean store(String system, PeerSeries series, Meaning meaning, List<Point> read) {
        var batch = batch(system, meaning, read);
        var newest = read.stream().map(Point::at).max(Comparator.naturalOrder()).orElseThrow();
        try {
            Await.of(
                    pool.withTransaction(transaction -> points(transaction, batch)
                            .chain(() -> positions.advance(
                                    transaction,
                                    system,
                                    meaning.metric(),
                                    new Position(series.key().text(), newest, false)))),
                    STORING_MAX);
            return true;
        } catch (OtherSeries other) {
            LOG.debugf(
                    "Not added to the history: system=%s metric=%s problem=%s",
                    system, meaning.metric(), other.getMessage());
            Await.of(pool.withTransaction(transaction -> positions.advance(
                    transaction,
                    system,
                    meaning.metric(),
                    new Position(series.key().text(), newest, true))));
            return false;
        }
    }

    private Uni<Void> points(SqlConnection transaction, PointBatch batch) {
        return batch.size() == 0
                ? Uni.createFrom().voidItem()
                : points.store(transaction, batch, Conflict.KEEP).replaceWithVoid();
    }

    /** Of several values of one moment the newest, which comes first, counts. */
    private static PointBatch batch(String system, Meaning meaning, List<Point> read) {
        var values = new TreeMap<Long, Double>();
        read.stream()
                .filter(Point::isMeasured)
                .forEach(point -> values.putIfAbsent(PointBatch.micros(point.at()), point.value() * meaning.factor()));
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
