package io.belastbar.backbone.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.backbone.retry.BackOff;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OutboxRulesTest {

    private static final long MILLISECOND = 1_000_000;

    @Property
    void aKeyAlwaysHasTheSameSlotAndStripe(@ForAll String key) {
        assertThat(KeySlot.of("topic", key)).isBetween((short) 0, (short) (KeySlot.COUNT - 1));
        assertThat(KeySlot.of("topic", key)).isEqualTo(KeySlot.of("topic", key));
        assertThat(KeySlot.stripe("topic", key)).isBetween(0, KeySlot.STRIPES - 1);
    }

    @Test
    void keysSpreadOverAllSlots() {
        long slots = IntStream.range(0, 2_000)
                .map(run -> KeySlot.of("belastbar.test-runs", "run-" + run))
                .distinct()
                .count();

        assertThat(slots).isEqualTo(KeySlot.COUNT);
    }

    @Test
    void theSlotOfAKeyNeverChangesBecauseRowsCarryIt() {
        assertThat(KeySlot.of("belastbar.test-runs", "run-7f3a")).isEqualTo((short) 56);
        assertThat(KeySlot.of("belastbar.findings", null)).isZero();
    }

    @Test
    void oneAppendInAnIntervalNotifies() {
        NotifyThrottle throttle = new NotifyThrottle(Duration.ofMillis(10), 0);

        assertThat(throttle.due(0)).isTrue();
        assertThat(throttle.due(9 * MILLISECOND)).isFalse();
        assertThat(throttle.due(10 * MILLISECOND)).isTrue();
        assertThat(throttle.due(11 * MILLISECOND)).isFalse();
    }

    @Test
    void aRefusedTopicWaitsLongerEachTimeAndTheOthersDoNot() {
        BlockedTopics blocked = new BlockedTopics(new BackOff(Duration.ofMillis(100), Duration.ofSeconds(1)));

        blocked.failed("missing", 0);
        assertThat(blocked.at(99 * MILLISECOND)).containsExactly("missing");
        assertThat(blocked.at(100 * MILLISECOND)).isEmpty();

        blocked.failed("missing", 100 * MILLISECOND);
        assertThat(blocked.at(299 * MILLISECOND)).containsExactly("missing");
        assertThat(blocked.at(300 * MILLISECOND)).isEmpty();

        blocked.succeeded("missing");
        blocked.failed("missing", 0);
        assertThat(blocked.at(100 * MILLISECOND)).isEmpty();
    }

    @Test
    void dataThatKafkaWouldRefuseIsRefusedAtTheAppend() {
        assertThatThrownBy(() -> new OutboxMessage("topic", "key", Map.of(), new byte[1_000_001]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event data should be at most 1000000 bytes: was 1000001");
    }
}
