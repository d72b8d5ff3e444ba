package io.belastbar.budget.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two repositories on two pools: two replicas. */
class SeriesRepositoryIT {

    private static final OwnSchema SCHEMA = new OwnSchema("profiling");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private static Vertx vertx;
    private static Pool pool;
    private static Pool otherPool;
    private static SeriesRepository series;
    private static SeriesRepository otherReplica;

    private final String system = "s-" + UUID.randomUUID();

    @BeforeAll
    static void connect() {
        SCHEMA.migrate("latest");
        vertx = Vertx.vertx();
        pool = SCHEMA.pool(vertx);
        otherPool = SCHEMA.pool(vertx);
        series = new SeriesRepository(pool);
        otherReplica = new SeriesRepository(otherPool);
    }

    @AfterAll
    static void disconnect() {
        await(pool.close());
        await(otherPool.close());
        await(vertx.close());
    }

    @Test
    void unknownSeriesHasNoValues() {
        assertThat(points(key("nobody"))).isEmpty();
        assertThat(await(series.latest(system))).isEmpty();
        assertThat(await(series.keys(system))).isEmpty();
    }

    @Test
    void seriesMadeByTwoReplicasAtOnceIsOne() throws Exception {
        var both = new CountDownLatch(2);
        var keys = IntStream.range(0, 200).mapToObj(i -> key("subject-" + i)).toList();

        var writers = List.of(
                Thread.startVirtualThread(() -> append(both, series, pool, keys, 1)),
                Thread.startVirtualThread(() -> append(both, otherReplica, otherPool, keys.reversed(), 2)));
        for (var writer : writers) {
            assertThat(writer.join(PATIENCE)).isTrue();
        }

        assertThat(await(series.keys(system))).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys).allSatisfy(key -> assertThat(points(key)).hasSize(2));
    }

    private static void append(
            CountDownLatch both, SeriesRepository series, Pool pool, List<SeriesKey> keys, double value) {
        both.countDown();
        try {
            assertThat(both.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        for (int i = 0; i < 20; i++) {
            var some = keys.subList(i * keys.size() / 20, (i + 1) * keys.size() / 20);
            await(pool.withTransaction(transaction -> series.append(
                    transaction,
                    some.stream().map(key -> Map.entry(key, posted(0, value))).toList())));
        }
    }

    /** The second waits for the first, and makes the series itself when the first takes it back. */
    @Test
    void seriesOfATransactionThatWasTakenBackIsMadeByTheOther() {
        var key = key("taken-back");
        var first = await(pool.getConnection());
        var transaction = await(first.begin());
        await(series.append(first, key, posted(0, 1)));

        var second = otherReplica
                .append(otherPool, key, posted(0, 2))
                .subscribeAsCompletionStage()
                .toCompletableFuture();
        await(transaction.rollback());
        await(first.close());

        assertThat(second).succeedsWithin(PATIENCE).isEqualTo(1);
        assertThat(points(key)).extracting(SeriesPoint::value).containsExactly(2.0);
        assertThat(await(series.append(pool, key, posted(1, 3)))).isEqualTo(1);
        assertThat(points(key)).extracting(SeriesPoint::value).containsExactly(2.0, 3.0);
    }

    @Test
    void equalValuesOfOneCallAreAllKeptAndThoseOfTheNextAreTheSame() {
        var key = key("job");
        var errors = IntStream.range(0, 101)
                .mapToObj(i -> Map.entry(key, posted(0, i == 50 ? 1 : 0)))
                .toList();

        assertThat(append(errors)).isEqualTo(101);
        assertThat(append(errors)).isZero();

        assertThat(points(key)).hasSize(101);
        assertThat(points(key).stream().mapToDouble(SeriesPoint::value).sum()).isEqualTo(1);
    }

    @Test
    void aRequestOfTenThousandValuesIsStoredWhole() {
        var points = IntStream.range(0, 10_000)
                .mapToObj(i -> Map.entry(key("subject-" + i % 250), posted(i, i)))
                .toList();

        assertThat(append(points)).isEqualTo(10_000);

        assertThat(await(series.keys(system))).hasSize(250);
        assertThat(await(series.latest(system)))
                .hasSize(250)
                .allSatisfy(newest -> assertThat(newest.point().value()).isGreaterThanOrEqualTo(9_750));
    }

    @Test
    void ofThirtyThousandValuesTheNewestAreGiven() {
        var key = key("busy");
        for (int third = 0; third < 3; third++) {
            append(values(key, third * 10_000, 10_000));
        }

        var points = points(key);

        assertThat(points).hasSize(10_000);
        assertThat(points.getFirst().value()).isEqualTo(20_000);
        assertThat(points.getLast().value()).isEqualTo(29_999);
    }

    @Test
    void valuesOfOneMomentComeInTheOrderInWhichTheyWereSent() {
        var key = key("order");
        append(List.of(Map.entry(key, posted(0, 3)), Map.entry(key, posted(0, 1)), Map.entry(key, posted(0, 2))));

        assertThat(points(key)).extracting(SeriesPoint::value).containsExactly(3.0, 1.0, 2.0);
        assertThat(await(series.latest(system)).getFirst().point().value()).isEqualTo(2);
    }

    @Test
    void branchesAndTestbedsAreSeriesOfTheirOwn() {
        var main = key("GET /a");
        var staging = key("GET /a", SeriesKey.MAIN, "staging");
        var branch = key("GET /a", "feature/faster", SeriesKey.DEFAULT_TESTBED);
        append(List.of(
                Map.entry(main, posted(0, 1)), Map.entry(staging, posted(0, 2)), Map.entry(branch, posted(0, 3))));

        assertThat(points(main)).extracting(SeriesPoint::value).containsExactly(1.0);
        assertThat(points(staging)).extracting(SeriesPoint::value).containsExactly(2.0);
        assertThat(points(branch)).extracting(SeriesPoint::value).containsExactly(3.0);
        assertThat(await(series.keys(system))).containsExactly(main, staging);
        assertThat(await(series.latest(system))).extracting(LatestPoint::key).containsExactly(main, staging);
        assertThat(await(series.latestOfAllBranches(system)))
                .extracting(LatestPoint::key)
                .containsExactly(main, staging, branch);
    }

    @Test
    void pagesOfSeriesTogetherAreTheWholeListInOneOrder() {
        var keys = IntStream.range(0, 60)
                .mapToObj(i -> key("subject-" + i / 4, i % 2 == 0 ? "main" : "feature", i % 4 < 2 ? "a" : "b"))
                .toList();
        append(keys.stream().map(key -> Map.entry(key, posted(0, 1))).toList());
        var pages = new SeriesPageRepository(pool);

        var found = new ArrayList<SeriesKey>();
        for (var after = SeriesPageRepository.BEFORE_ALL; after != null; ) {
            var page = await(pages.latest(system, null, after, 7));
            page.forEach(latest -> found.add(latest.key()));
            after = page.isEmpty() ? null : SeriesPageRepository.place(found.getLast());
        }

        assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(keys);
        assertThat(await(pages.latest(system, "feature", SeriesPageRepository.BEFORE_ALL, 100)))
                .hasSize(30);
    }

    @Test
    void pagesOfValuesPassThroughThirtyThousandAndThroughManyOfOneMoment() {
        var key = key("busy");
        for (int third = 0; third < 3; third++) {
            append(values(key, third * 10_000, 10_000));
        }
        append(IntStream.range(0, 500)
                .mapToObj(i -> Map.entry(key, posted(40_000, i % 2)))
                .toList());
        var pages = new SeriesPageRepository(otherPool);

        var found = new ArrayList<Double>();
        var at = START.plus(Duration.ofDays(400));
        var number = Long.MAX_VALUE;
        for (var page = await(pages.pointsBefore(key, at, number, 200));
                !page.isEmpty();
                page = await(pages.pointsBefore(key, at, number, 200))) {
            page.forEach(each -> found.add(each.point().value()));
            at = page.getLast().point().at();
            number = page.getLast().number();
        }

        assertThat(found).hasSize(30_500);
        assertThat(found.subList(0, 500)).containsOnly(0.0, 1.0);
        assertThat(found.get(500)).isEqualTo(29_999);
        assertThat(found.getLast()).isZero();
    }

    private SeriesKey key(String subject) {
        return key(subject, SeriesKey.MAIN, SeriesKey.DEFAULT_TESTBED);
    }

    private SeriesKey key(String subject, String branch, String testbed) {
        return new SeriesKey(
                system,
                Subject.of(SubjectKind.ENDPOINT, subject),
                "target_response_time_p95",
                SeriesKey.MEASURED,
                branch,
                testbed);
    }

    private static List<Entry<SeriesKey, SeriesPoint>> values(SeriesKey key, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> Map.entry(key, posted(i, i)))
                .toList();
    }

    private static SeriesPoint posted(int second, double value) {
        return new SeriesPoint(START.plusSeconds(second), value, 1, SeriesPoint.POSTED, null, Map.of());
    }

    private static int append(List<Entry<SeriesKey, SeriesPoint>> points) {
        return await(series.append(pool, points));
    }

    private static List<SeriesPoint> points(SeriesKey key) {
        return await(series.points(key, Instant.EPOCH, START.plus(Duration.ofDays(400))));
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }
}
