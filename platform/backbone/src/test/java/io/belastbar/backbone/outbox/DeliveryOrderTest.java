package io.belastbar.backbone.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The laws of {@link Deliveries}, over random histories of a simulated outbox and Kafka. */
class DeliveryOrderTest {

    private static final int FATES = 20;

    /** Each number is a step: what happens, to whom, and how it ends. */
    @Property(tries = 3000)
    void theFirstCopiesOfAKeyAreInOrderAndNoneIsMissing(
            @ForAll @Size(min = 20, max = 300) List<@IntRange(min = 0, max = 99_999) Integer> steps) {
        SimulatedDelivery delivery = new SimulatedDelivery(5);

        steps.forEach(step -> take(delivery, step % 16, step / 16 % 64, step / 1024 % FATES));
        delivery.heal();
        for (int round = 0; round < 20 * steps.size() + 400; round++) {
            delivery.relay();
            delivery.kafkaAnswersAll();
        }

        assertThat(delivery.unpublished()).isZero();
        for (int key = 0; key < SimulatedDelivery.KEYS; key++) {
            assertThat(List.copyOf(new LinkedHashSet<>(delivery.logOf(key)))).isEqualTo(delivery.committedOf(key));
        }
    }

    @Test
    void whatLiesBehindThousandsOfMessagesThatWaitGetsThroughWhileTheyWait() {
        SimulatedDelivery delivery = new SimulatedDelivery(50);
        delivery.turnSilent(SimulatedDelivery.destination(0));
        for (int message = 0; message < 2_000; message++) {
            delivery.append(0, false);
        }
        for (int key = 1; key < SimulatedDelivery.KEYS; key++) {
            delivery.append(key, false);
        }

        for (int round = 0; round < 2_000 / 50 + 2; round++) {
            delivery.relay();
            delivery.kafkaAnswersAll();
        }

        for (int key = 1; key < SimulatedDelivery.KEYS; key++) {
            assertThat(delivery.logOf(key)).isEqualTo(delivery.committedOf(key));
        }
        assertThat(delivery.unpublishedOf(0)).isEqualTo(2_000);
    }

    @Test
    void whatIsBehindARefusedMessageOfItsKeyIsNotSentBeforeIt() {
        SimulatedDelivery delivery = new SimulatedDelivery(50);
        delivery.append(0, true);
        delivery.append(0, false);
        delivery.append(1, false);

        for (int round = 0; round < 50; round++) {
            delivery.relay();
            delivery.kafkaAnswersAll();
        }
        assertThat(delivery.logOf(0)).isEmpty();
        assertThat(delivery.unpublishedOf(0)).isEqualTo(2);
        assertThat(delivery.unpublishedOf(1)).isZero();

        delivery.heal();
        for (int round = 0; round < 50; round++) {
            delivery.relay();
            delivery.kafkaAnswersAll();
        }
        assertThat(delivery.logOf(0)).containsExactly(0L, 1L);
    }

    private static void take(SimulatedDelivery delivery, int kind, int who, int fate) {
        switch (kind) {
            case 0, 1, 2, 3 -> delivery.append(who % SimulatedDelivery.KEYS, fate == 0);
            case 4, 5, 6, 7 -> delivery.relay();
            case 8 -> delivery.turnSilentOrBack(SimulatedDelivery.destination(who % SimulatedDelivery.KEYS));
            case 9 -> delivery.dropOrCreateTopic();
            case 10 -> delivery.beginAnew();
            default -> delivery.kafka(who, fate);
        }
    }
}
