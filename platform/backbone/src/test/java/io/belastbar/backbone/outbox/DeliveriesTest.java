package io.belastbar.backbone.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.backbone.outbox.Deliveries.Answer;
import io.belastbar.backbone.outbox.Deliveries.Change;
import io.belastbar.backbone.outbox.Deliveries.Delivery;
import io.belastbar.backbone.outbox.Deliveries.Row;
import io.belastbar.jobs.retry.BackOff;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final long MILLISECOND = 1_000_000;
    private static final Destination RUNS = new Destination("runs", 0);
    private static final Destination STEPS = new Destination("steps", 1);

    private final Deliveries deliveries =
            new Deliveries(List.of(), new BackOff(Duration.ofMillis(100), Duration.ofSeconds(1)), 0);

    @Test
    void aRefusedDestinationIsTriedLessAndLessOftenAndOneMessageAtATime() {
        Delivery first = sendNew(0, RUNS);

        assertThat(deliveries.answer(first, Answer.REFUSED, 0)).isEqualTo(Change.BLOCKED);
        assertThat(deliveries.sharedFailed()).isTrue();
        assertThat(deliveries.due(99 * MILLISECOND)).isEmpty();
        assertThat(deliveries.due(100 * MILLISECOND)).containsExactly(RUNS);

        List<Delivery> trial = deliveries.takeParked(RUNS, List.of(0L, 1L));
        assertThat(trial).singleElement().satisfies(sent -> assertThat(sent.trial())
                .isTrue());
        assertThat(deliveries.answer(trial.getFirst(), Answer.REFUSED, 100 * MILLISECOND))
                .as("told once a streak")
                .isEqualTo(Change.NONE);
        assertThat(deliveries.sharedFailed()).as("the others' producer goes on").isFalse();
        assertThat(deliveries.due(299 * MILLISECOND)).isEmpty();
        assertThat(deliveries.due(300 * MILLISECOND)).containsExactly(RUNS);
    }

    @Test
    void afterATrialThatSucceededTheRestFollowsTogether() {
        deliveries.answer(sendNew(0, RUNS), Answer.SILENT, 0);
        Delivery trial = deliveries.takeParked(RUNS, List.of(0L)).getFirst();

        assertThat(deliveries.answer(trial, Answer.ACKNOWLEDGED, 0)).isEqualTo(Change.FREED);

        assertThat(deliveries.due(0)).containsExactly(RUNS);
        assertThat(deliveries.takeParked(RUNS, List.of(1L, 2L))).hasSize(2).noneMatch(Delivery::trial);
    }

    @Test
    void theSuccessOfAnotherMessageDoesNotFreeADestination() {
        Delivery first = sendNew(0, RUNS);
        Delivery other = sendNew(1, STEPS);
        deliveries.answer(first, Answer.REFUSED, 0);

        deliveries.answer(other, Answer.ACKNOWLEDGED, 0);

        assertThat(deliveries.takeNew(List.of(new Row(2, RUNS)), 0).park()).containsEntry(RUNS, List.of(2L));
    }

    @Test
    void whatComesForADestinationThatOwesAnAnswerIsParked() {
        sendNew(0, RUNS);

        Deliveries.Step step = deliveries.takeNew(List.of(new Row(0, RUNS), new Row(1, RUNS), new Row(2, STEPS)), 1);

        assertThat(step.park()).containsOnlyKeys(RUNS).containsEntry(RUNS, List.of(0L, 1L));
        assertThat(step.send()).extracting(Delivery::sequence).containsExactly(2L);
    }

    @Test
    void atMostFourDestinationsAreTriedAtATime() {
        List<Destination> waiting = java.util.stream.IntStream.range(0, 9)
                .mapToObj(partition -> new Destination("runs", partition))
                .toList();
        Deliveries many = new Deliveries(waiting, new BackOff(Duration.ofMillis(1), Duration.ofSeconds(1)), 0);

        List<Destination> due = many.due(0);
        due.forEach(destination -> many.takeParked(destination, List.of(0L)));

        assertThat(due).hasSize(4);
        assertThat(many.due(0)).isEmpty();
    }

    @Test
    void withoutAnyAnswerForTooLongAnotherReplicaShouldTry() {
        Delivery sent = sendNew(0, RUNS);
        assertThat(deliveries.unheardFor(Duration.ofMillis(10), 9 * MILLISECOND))
                .isFalse();
        assertThat(deliveries.unheardFor(Duration.ofMillis(10), 10 * MILLISECOND))
                .isTrue();

        deliveries.answer(sent, Answer.SILENT, 10 * MILLISECOND);
        assertThat(deliveries.unheardFor(Duration.ofMillis(10), 10 * MILLISECOND))
                .as("silence is no answer")
                .isTrue();
    }

    @Test
    void aRefusalIsAnAnswerToo() {
        deliveries.answer(sendNew(0, RUNS), Answer.REFUSED, 10 * MILLISECOND);

        assertThat(deliveries.unheardFor(Duration.ofMillis(10), 19 * MILLISECOND))
                .isFalse();
    }

    @Test
    void whoHasNothingToSendMissesNoAnswer() {
        deliveries.takeNew(List.of(), 0);
        assertThat(deliveries.unheardFor(Duration.ofMillis(10), 1_000 * MILLISECOND))
                .isFalse();

        deliveries.takeNew(List.of(new Row(0, null)), 1_000 * MILLISECOND);
        assertThat(deliveries.unheardFor(Duration.ofMillis(10), 1_009 * MILLISECOND))
                .isFalse();
        assertThat(deliveries.unheardFor(Duration.ofMillis(10), 1_010 * MILLISECOND))
                .isTrue();
    }

    @Test
    void aLabelNamesItsDestination() {
        assertThat(List.of(RUNS, STEPS, Destination.whole("runs")))
                .allSatisfy(destination ->
                        assertThat(Destination.of(destination.label())).isEqualTo(destination));
    }

    private Delivery sendNew(long sequence, Destination to) {
        return deliveries.takeNew(List.of(new Row(sequence, to)), 0).send().getFirst();
    }
}
