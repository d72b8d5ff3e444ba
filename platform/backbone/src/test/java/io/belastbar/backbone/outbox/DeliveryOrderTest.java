package io.belastbar.backbone.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * The argument on which the order of a key rests even when two relays hold the same rows: each sends in order from the
 * first row that is not marked, and marks only what Kafka has. Then the first copies are in order, and the inbox drops
 * the others.
 */
class DeliveryOrderTest {

    private static final int EVENTS = 12;

    /** Each number is a step: which relay moves, and whether it reads, sends or marks. */
    @Property(tries = 2000)
    void theFirstCopiesAreInOrderWhateverTheRelaysDo(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 8) Integer> steps) {
        Kafka kafka = new Kafka();
        List<Relay> relays = List.of(new Relay(kafka), new Relay(kafka), new Relay(kafka));

        steps.forEach(step -> relays.get(step % 3).step(step / 3));
        for (int round = 0; round < 3 * EVENTS; round++) {
            relays.get(0).step(round % 3);
        }

        List<Integer> firstCopies = List.copyOf(new LinkedHashSet<>(kafka.log));
        assertThat(firstCopies).isSorted();
        assertThat(firstCopies).hasSameElementsAs(kafka.marked);
        assertThat(kafka.marked).hasSize(EVENTS);
    }

    private static final class Kafka {
        private final List<Integer> log = new ArrayList<>();
        private final LinkedHashSet<Integer> marked = new LinkedHashSet<>();
    }

    private static final class Relay {
        private static final int BATCH = 3;
        private final Kafka kafka;
        private final List<Integer> batch = new ArrayList<>();
        private int sent;

        Relay(Kafka kafka) {
            this.kafka = kafka;
        }

        void step(int kind) {
            switch (kind) {
                case 0 -> read();
                case 1 -> send();
                default -> mark();
            }
        }

        /** Reads the next batch, also over one that was not sent: a relay that lost its session begins anew. */
        private void read() {
            batch.clear();
            sent = 0;
            IntStream.range(0, EVENTS)
                    .filter(event -> !kafka.marked.contains(event))
                    .limit(BATCH)
                    .forEach(batch::add);
        }

        private void send() {
            if (sent < batch.size()) {
                kafka.log.add(batch.get(sent++));
            }
        }

        private void mark() {
            kafka.marked.addAll(batch.subList(0, sent));
        }
    }
}
