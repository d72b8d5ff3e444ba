package io.belastbar.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.jobs.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Long work, whose owner gives signs of life. */
@QuarkusTest
class HeldWorkIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    LeasedWorkRepository rows;

    private WorkBench bench;

    @BeforeEach
    void open() {
        bench = new WorkBench(pool, rows);
    }

    @AfterEach
    void close() throws InterruptedException {
        bench.close();
    }

    @Test
    void anOwnerWhoseRowIsGoneEndsItsWork() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        bench.add("a", "");
        bench.start(WorkBench.heartbeats(LONG), held -> endless(begun, interrupted));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        Await.of(pool.withTransaction(tx -> bench.work.remove(tx, "a")));

        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        await().atMost(PATIENCE).until(() -> bench.attempts("lost") == 1);
    }

    @Test
    void anOwnerWhoseRowIsSomebodyElsesEndsItsWorkInItsOwnWay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<HeldWork.Ended> reason = new AtomicReference<>();
        bench.add("a", "");
        bench.start(WorkBench.heartbeats(LONG), held -> {
            CountDownLatch end = new CountDownLatch(1);
            held.whenEnded(why -> {
                reason.set(why);
                end.countDown();
            });
            begun.countDown();
            end.await();
            return Outcome.DONE;
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        Await.of(pool.preparedQuery("UPDATE leased_work SET lease = nextval('leased_work_lease') WHERE queue = $1")
                .execute(Tuple.of(bench.work.queue())));

        await().atMost(PATIENCE).until(() -> reason.get() == HeldWork.Ended.LOST);
        // What it says then changes nothing of what the other holds.
        bench.close();
        assertThat(bench.waiting()).containsExactly("a");
    }

    @Test
    void aDeadOwnersWorkIsTakenOnceItsHeartbeatWasSeenToStandStill() {
        bench.add("a", "");
        bench.claim(Duration.ZERO);
        Notebook notebook = Notebook.ofWhatWorks();

        bench.start(WorkBench.heartbeats(SOON), notebook);

        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
        assertThat(notebook.done).containsExactly("a#2");
    }

    @Test
    void nobodyTakesTheWorkOfAnOwnerThatLives() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        bench.add("a", "");
        bench.start(WorkBench.heartbeats(SOON), held -> {
            begun.countDown();
            end.await();
            return Outcome.DONE;
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        Notebook other = Notebook.ofWhatWorks();
        List<String> looks = new CopyOnWriteArrayList<>();

        bench.start(WorkBench.heartbeats(SOON), other);
        // Far longer than the silence that would cost it the item, told by the other's own looks.
        bench.start(WorkBench.heartbeats(SOON), new WorkHandler<>() {
            @Override
            public Outcome handle(HeldWork<String> held) {
                looks.add(held.item());
                return looks.size() < 5 ? new Outcome.Again(SOON) : Outcome.DONE;
            }
        });
        bench.add("clock", "");
        await().atMost(PATIENCE).until(() -> bench.waiting().equals(List.of("a")));
        end.countDown();

        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
        assertThat(other.done).doesNotContain("a#2");
        assertThat(looks).doesNotContain("a");
    }

    @Test
    void aServiceThatStopsEndsLongWorkInItsOwnWayAndWaitsForIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        bench.add("a", "");
        Worker<String> worker = bench.start(WorkBench.heartbeats(LONG).grace(PATIENCE), held -> {
            CountDownLatch end = new CountDownLatch(1);
            held.whenEnded(why -> end.countDown());
            begun.countDown();
            end.await();
            return Outcome.DONE;
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        worker.stop();

        assertThat(bench.waiting()).isEmpty();
    }

    private static Outcome endless(CountDownLatch begun, CountDownLatch interrupted) throws InterruptedException {
        begun.countDown();
        try {
            TimeUnit.HOURS.sleep(1);
            return Outcome.DONE;
        } catch (InterruptedException ended) {
            interrupted.countDown();
            throw ended;
        }
    }
}
