package io.belastbar.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belastbar.jobs.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue itself, without workers. */
@QuarkusTest
class LeasedWorkIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration NONE = Duration.ZERO;

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
    void anEmptyQueueGivesNothing() {
        assertThat(bench.claim(LONG)).isEmpty();
        assertThat(Await.of(rows.backlog(bench.work.queue()))).isEqualTo(new LeasedWorkRepository.Backlog(0, NONE));
    }

    @Test
    void whatIsAddedTwiceIsThereOnceAsItCameFirst() {
        bench.add("a", "first");
        bench.add("a", "second");

        assertThat(bench.claim(LONG).orElseThrow().payload()).isEqualTo("first");
        assertThat(bench.claim(LONG)).isEmpty();
    }

    @Test
    void whatIsRolledBackWasNeverAdded() {
        assertThatThrownBy(() -> Await.of(pool.withTransaction(
                        tx -> bench.work.enqueue(tx, "a", "").invoke(() -> {
                            throw new IllegalStateException("undo");
                        }))))
                .hasMessage("undo");

        assertThat(bench.waiting()).isEmpty();
    }

    @Test
    void itemsComeInTheOrderInWhichTheyAreDue() {
        IntStream.range(0, 5).forEach(number -> bench.add("item-" + number, ""));

        assertThat(IntStream.range(0, 5)
                        .mapToObj(each -> bench.claim(LONG).orElseThrow().item()))
                .containsExactly("item-0", "item-1", "item-2", "item-3", "item-4");
    }

    @Test
    void aLaneByTimeGivesOutOneItemWhateverElseWaitsInItAndHoldsUpNoOtherLane() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Await.of(pool.withTransaction(tx -> bench.work
                .enqueueInLane(tx, "dead", "later", "", tomorrow)
                .chain(() -> bench.work.enqueueInLane(tx, "dead", "a", "", (Instant) null))
                .chain(() -> bench.work.enqueueInLane(tx, "dead", "b", "", (Instant) null))
                .chain(() -> bench.work.enqueueInLane(tx, "well", "c", "", (Instant) null))));

        HeldWork<String> dead = bench.claimByTime(LONG).orElseThrow();
        assertThat(dead.item()).isEqualTo("a");
        assertThat(bench.claimByTime(LONG).orElseThrow().item()).isEqualTo("c");
        assertThat(bench.claimByTime(LONG)).isEmpty();

        Await.of(rows.giveBack(bench.work.queue(), dead.claimed(), LONG, 1, "away"));
        assertThat(bench.claimByTime(LONG).orElseThrow().item()).isEqualTo("b");
    }

    @Test
    void anOwnerThatDiedHoldsUpItsLaneUntilItsLeaseEnds() {
        Await.of(pool.withTransaction(tx -> bench.work
                .enqueueInLane(tx, "lane", "a", "", (Instant) null)
                .chain(() -> bench.work.enqueueInLane(tx, "lane", "b", "", (Instant) null))));

        bench.claimByTime(NONE).orElseThrow();

        assertThat(bench.claimByTime(LONG)).isPresent();
    }

    @Test
    void whatIsWithdrawnSaysHowOftenItWasTriedAndWhatIsUnderWayStays() {
        bench.add("a", "");
        HeldWork<String> held = bench.claim(LONG).orElseThrow();

        assertThat(withdraw("a")).isEmpty();
        Await.of(rows.giveBack(bench.work.queue(), held.claimed(), LONG, 1, "away"));
        assertThat(withdraw("a")).contains(new LeasedWork.Withdrawn(1, "away"));
        assertThat(bench.waiting()).isEmpty();
    }

    private Optional<LeasedWork.Withdrawn> withdraw(String item) {
        return Await.of(pool.withTransaction(tx -> bench.work.withdraw(tx, item)));
    }

    @Test
    void whatIsDueLaterIsNotGivenOutUntilItIsHastened() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Await.of(pool.withTransaction(tx -> bench.work.enqueue(tx, "a", "", tomorrow)));

        assertThat(bench.claim(LONG)).isEmpty();
        assertThat(hasten("a")).isTrue();
        assertThat(bench.claim(LONG)).isPresent();
        assertThat(hasten("unknown")).isFalse();
    }

    @Test
    void whatIsHastenedWhileItIsHeldIsDueWhenItIsGivenBack() {
        bench.add("a", "");
        HeldWork<String> held = bench.claim(LONG).orElseThrow();

        hasten("a");
        assertThat(bench.claim(LONG)).isEmpty();
        Await.of(rows.giveBack(bench.work.queue(), held.claimed(), LONG, 0, null));

        assertThat(bench.claim(LONG)).isPresent();
    }

    @Test
    void aLateOwnerCanNeitherCloseNorStoreItsEffect() {
        bench.add("a", "");
        HeldWork<String> late = bench.claim(NONE).orElseThrow();
        HeldWork<String> owner = bench.claim(LONG).orElseThrow();

        assertThatThrownBy(() -> Await.of(pool.withTransaction(
                        tx -> bench.work.enqueue(tx, "effect", "").chain(() -> bench.work.finish(tx, late)))))
                .isInstanceOf(LeaseLost.class);
        assertThat(late.extend(LONG)).isFalse();
        boolean givenBack = Await.of(rows.giveBack(bench.work.queue(), late.claimed(), NONE, 0, null));
        assertThat(givenBack).isFalse();
        assertThat(bench.waiting()).containsExactly("a");

        Await.of(pool.withTransaction(
                tx -> bench.work.enqueue(tx, "effect", "").chain(() -> bench.work.finish(tx, owner))));
        assertThat(bench.waiting()).containsExactly("effect");
    }

    @Test
    void aLateOwnerDoesNotCloseAnItemOfTheSameNameThatCameAfterwards() {
        bench.add("a", "");
        HeldWork<String> late = bench.claim(NONE).orElseThrow();
        Await.of(pool.withTransaction(tx -> bench.work.remove(tx, "a")));
        bench.add("a", "new");
        bench.claim(LONG).orElseThrow();

        assertThatThrownBy(() -> Await.of(pool.withTransaction(tx -> bench.work.finish(tx, late))))
                .isInstanceOf(LeaseLost.class);
    }

    @Test
    void ofALaneOnlyTheFirstIsGivenOutAndTheNextWhenItIsClosed() {
        inLane("x", "x-1");
        inLane("x", "x-2");
        inLane("y", "y-1");
        HeldWork<String> first = bench.claim(LONG).orElseThrow();

        assertThat(first.item()).isEqualTo("x-1");
        assertThat(bench.claim(LONG).orElseThrow().item()).isEqualTo("y-1");
        assertThat(bench.claim(LONG)).isEmpty();
        Await.of(pool.withTransaction(tx -> bench.work.finish(tx, first)));
        assertThat(bench.claim(LONG).orElseThrow().item()).isEqualTo("x-2");
    }

    @Test
    void aRecurringItemCarriesWhatItIsGivenToItsNextTime() {
        bench.add("a", "one");
        HeldWork<String> held = bench.claim(LONG).orElseThrow();

        Await.of(pool.withTransaction(tx -> bench.work.again(tx, held, "two", Instant.EPOCH)));

        HeldWork<String> again = bench.claim(LONG).orElseThrow();
        assertThat(again.payload()).isEqualTo("two");
        assertThat(again.attempt()).isEqualTo(1);
    }

    @Test
    void theBacklogCountsWhatIsDueOrHeld() {
        bench.add("a", "");
        bench.add("b", "");
        Await.of(pool.withTransaction(
                tx -> bench.work.enqueue(tx, "later", "", Instant.now().plus(LONG))));
        bench.claim(LONG);

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        Await.of(rows.backlog(bench.work.queue())).oldestAge().compareTo(Duration.ofMillis(20)) > 0);
        assertThat(Await.of(rows.backlog(bench.work.queue())).pending()).isEqualTo(2);
    }

    private boolean hasten(String item) {
        return Await.of(pool.withTransaction(tx -> bench.work.hasten(tx, item)));
    }

    private void inLane(String lane, String item) {
        Await.of(pool.withTransaction(tx -> bench.work.enqueueInLane(tx, lane, item, "")));
    }
}
