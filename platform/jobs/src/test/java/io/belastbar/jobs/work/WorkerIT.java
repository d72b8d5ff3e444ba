package io.belastbar.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.jobs.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WorkerIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    LeasedWorkRepository rows;

    @Inject
    Workers workers;

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
    void twoWorkersDoEachOfManyItemsOnce() {
        int count = 1_200;
        Await.of(
                pool.withTransaction(tx -> io.smallrye.mutiny.Multi.createFrom()
                        .range(0, count)
                        .onItem()
                        .transformToUniAndConcatenate(number -> bench.work.enqueue(tx, "item-" + number, ""))
                        .collect()
                        .asList()),
                PATIENCE);
        Notebook one = Notebook.ofWhatWorks();
        Notebook other = Notebook.ofWhatWorks();

        bench.start(WorkBench.terms(LONG).places(4), one);
        bench.start(WorkBench.terms(LONG).places(4), other);

        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
        assertThat(one.done.size() + other.done.size()).isEqualTo(count);
        assertThat(one.done).doesNotContainAnyElementsOf(other.done).isNotEmpty();
        assertThat(other.done).isNotEmpty();
    }

    /** As messages to a receiver that is dead: a hundred of them, and one to another behind them. */
    @Test
    void aLaneThatHangsHoldsUpNoOtherLaneWithTwoReplicas() {
        Await.of(
                pool.withTransaction(tx -> io.smallrye.mutiny.Multi.createFrom()
                        .range(0, 100)
                        .onItem()
                        .transformToUniAndConcatenate(
                                number -> bench.work.enqueueInLane(tx, "dead", "dead-" + number, "", (Instant) null))
                        .collect()
                        .asList()
                        .chain(() -> bench.work.enqueueInLane(tx, "mail", "mail", "", (Instant) null))),
                PATIENCE);
        var release = new CountDownLatch(1);
        var hanging = new AtomicInteger();
        var arrived = new CountDownLatch(1);
        WorkHandler<String> handler = held -> {
            if (held.item().equals("mail")) {
                arrived.countDown();
            } else {
                hanging.incrementAndGet();
                release.await();
            }
            return Outcome.DONE;
        };
        var terms = WorkBench.terms(LONG).places(8).lanesInOrderOfTime();

        bench.start(terms, handler);
        bench.start(terms, handler);

        await().atMost(PATIENCE).until(() -> arrived.getCount() == 0 && hanging.get() > 0);
        assertThat(hanging.get()).as("of the dead one, one a replica at most").isBetween(1, 2);
        release.countDown();
        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
    }

    @Test
    void whatAKilledOwnerHeldIsTakenUpAgain() {
        bench.add("a", "");
        bench.claim(Duration.ofMillis(100));
        Notebook notebook = Notebook.ofWhatWorks();

        bench.start(WorkBench.terms(LONG), notebook);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(notebook.done).containsExactly("a#2"));
    }

    @Test
    void anItemThatKillsItsOwnersIsGivenUp() {
        bench.add("killer", "");
        IntStream.range(0, WorkBench.RETRY.attempts()).forEach(each -> bench.claim(Duration.ZERO));
        Notebook notebook = Notebook.ofWhatWorks();

        bench.start(WorkBench.terms(LONG), notebook);

        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
        assertThat(notebook.done).isEmpty();
        assertThat(notebook.givenUp).containsExactly("killer: its owner was lost in each of 3 attempts");
    }

    @Test
    void poisonIsTriedGivenUpAndToldAndHoldsUpNoOther() {
        Notebook notebook = new Notebook(held -> {
            switch (held.payload()) {
                case "fails" -> throw new IllegalStateException("odd\0text");
                case "breaks" -> throw new AssertionError("an error is no exception");
                default -> {
                    return held.payload().equals("later") ? new Outcome.Later(Duration.ZERO, "away") : Outcome.DONE;
                }
            }
        });
        for (String kind : new String[] {"fails", "unreadable", "breaks", "later", "works"}) {
            bench.add(kind, kind);
        }

        bench.start(WorkBench.terms(LONG), notebook);

        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
        assertThat(notebook.done).contains("works#1", "later#3").doesNotContain("works#2", "later#4");
        assertThat(notebook.givenUp)
                .containsExactlyInAnyOrder(
                        "fails: odd text",
                        "unreadable: cannot be read",
                        "breaks: an error is no exception",
                        "later: away");
        awaitAttempts("given_up", 4);
        awaitAttempts("failed", 6);
        awaitAttempts("done", 1);
    }

    @Test
    void aLastingFailureIsTheEndWhereTheTermsSayThatAndOneOfTheMomentIsNot() {
        Notebook notebook = new Notebook(held -> {
            if (held.item().equals("lasting")) {
                throw new IllegalStateException("odd");
            }
            if (held.attempt() == 1) {
                throw new PgException("shutdown", "FATAL", "57P01", null);
            }
            return Outcome.DONE;
        });
        bench.add("lasting", "");
        bench.add("passing", "");

        bench.start(WorkBench.terms(LONG).endingWithLastingFailures(), notebook);

        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
        assertThat(notebook.givenUp).containsExactly("lasting: odd");
        assertThat(notebook.done).containsExactly("passing#2");
        awaitAttempts("failed", 1);
    }

    @Test
    void whatIsNotItsTurnIsNoAttempt() {
        AtomicInteger asked = new AtomicInteger();
        Notebook notebook = new Notebook(
                held -> asked.incrementAndGet() < 6 ? new Outcome.NotYet(Duration.ZERO, "not its turn") : Outcome.DONE);
        bench.add("a", "");

        bench.start(WorkBench.terms(LONG), notebook);

        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
        assertThat(notebook.done).hasSize(6).containsOnly("a#1");
        assertThat(notebook.givenUp).isEmpty();
    }

    @Test
    void aGivenUpItemThatCannotBeRecordedIsToldAgain() {
        AtomicInteger told = new AtomicInteger();
        bench.add("a", "");

        bench.start(WorkBench.terms(LONG), new WorkHandler<>() {
            @Override
            public Outcome handle(HeldWork<String> held) {
                return new Outcome.GiveUp("hopeless");
            }

            @Override
            public void givenUp(HeldWork<String> held, String reason) {
                if (told.incrementAndGet() == 1) {
                    throw new IllegalStateException("cannot be recorded now");
                }
            }
        });

        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
        assertThat(told).hasValue(2);
    }

    @Test
    void aHandlerThatHangsDeafToItsInterruptionHoldsUpNoOther() {
        CountDownLatch end = new CountDownLatch(1);
        Notebook notebook = new Notebook(held -> {
            while (held.item().equals("hangs") && end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException deaf) {
                    // As a loop that swallows it does.
                }
            }
            return Outcome.DONE;
        });
        bench.add("hangs", "");
        bench.add("works", "");

        bench.start(WorkBench.terms(Duration.ofMillis(200)), notebook);

        await().atMost(PATIENCE).until(() -> notebook.done.contains("works#1"));
        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
        assertThat(notebook.givenUp).containsExactly("hangs: it took longer than 200 ms");
        end.countDown();
    }

    /** Its lease has ended before it asks, and it works for as long as a few answers of PostgreSQL take. */
    @Test
    void whoAsksForMoreTimeHasIt() {
        WorkTerms terms = WorkBench.terms(Duration.ZERO);
        Notebook notebook = new Notebook(held -> {
            assertThat(bench.claim(LONG)).isEmpty();
            return Outcome.DONE;
        });
        bench.add("a", "");
        HeldWork<String> held = bench.claim(terms.lease()).orElseThrow();

        assertThat(held.extend(LONG)).isTrue();
        new Attempt<>(bench.work, rows, held, terms, notebook, new WorkMetrics(bench.registry, bench.work.queue()))
                .run();

        assertThat(notebook.done).containsExactly("a#1");
        assertThat(bench.waiting()).isEmpty();
    }

    @Test
    void aLaneIsOneAfterTheOtherWhoeverWorks() {
        Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
        AtomicBoolean met = new AtomicBoolean();
        Notebook one = new Notebook(held -> alone(inside, met, held.payload()));
        Notebook other = new Notebook(held -> alone(inside, met, held.payload()));
        for (int number = 0; number < 20; number++) {
            String item = "item-" + number;
            String lane = "lane-" + number % 2;
            Await.of(pool.withTransaction(tx -> bench.work.enqueueInLane(tx, lane, item, lane)));
        }

        bench.start(WorkBench.terms(LONG).places(3), one);
        bench.start(WorkBench.terms(LONG).places(3), other);

        await().atMost(PATIENCE).until(() -> bench.waiting().isEmpty());
        assertThat(met).isFalse();
        assertThat(one.done.size() + other.done.size()).isEqualTo(20);
    }

    @Test
    void whoStopsFinishesWhatEndsInTime() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stop = new CountDownLatch(1);
        bench.add("quick", "");
        Worker<String> worker = bench.start(WorkBench.terms(LONG).grace(PATIENCE), held -> {
            begun.countDown();
            stop.await();
            return Outcome.DONE;
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        stop.countDown();
        worker.stop();

        assertThat(bench.waiting()).isEmpty();
    }

    @Test
    void whoStopsGivesBackUncountedWhatDoesNotEndInTime() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        bench.add("slow", "");
        Worker<String> worker = bench.start(WorkBench.terms(LONG).grace(Duration.ofMillis(50)), held -> {
            begun.countDown();
            TimeUnit.MINUTES.sleep(5);
            return Outcome.DONE;
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        worker.stop();

        HeldWork<String> again = await().atMost(PATIENCE)
                .until(() -> bench.claim(LONG), Optional::isPresent)
                .orElseThrow();
        assertThat(again.item()).isEqualTo("slow");
        assertThat(again.attempt()).isEqualTo(1);
    }

    @Test
    void aNoticeWakesWhoWouldLookMuchLaterAlsoAfterItsSessionWasCut() {
        Notebook notebook = Notebook.ofWhatWorks();
        workers.start(bench.work, WorkBench.terms(LONG).poll(Duration.ofHours(1)), notebook);
        bench.add("a", "");
        await().atMost(PATIENCE).until(() -> notebook.done.contains("a#1"));

        Await.of(pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE query LIKE 'LISTEN \"belastbar_work_%' AND pid <> pg_backend_pid()")
                .execute());
        bench.add("b", "");

        await().atMost(PATIENCE).until(() -> notebook.done.contains("b#1"));
    }

    @Test
    void aNoticeThatIsLostIsMadeGoodByThePoll() {
        Notebook notebook = Notebook.ofWhatWorks();
        bench.start(WorkBench.terms(LONG), notebook);

        bench.add("a", "");

        await().atMost(PATIENCE).until(() -> notebook.done.contains("a#1"));
    }

    /** An attempt is counted after its item's row was changed. */
    private void awaitAttempts(String outcome, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(bench.attempts(outcome)).as(outcome).isEqualTo(count));
    }

    private static Outcome alone(Map<String, AtomicInteger> inside, AtomicBoolean met, String lane) {
        AtomicInteger here = inside.computeIfAbsent(lane, each -> new AtomicInteger());
        if (here.incrementAndGet() > 1) {
            met.set(true);
        }
        sleepQuietly(5);
        here.decrementAndGet();
        return Outcome.DONE;
    }

    private static void sleepQuietly(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            throw new IllegalStateException("interrupted", stop);
        }
    }
}
