package io.belastbar.backbone.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OutboxRulesTest {

    private static final long MILLISECOND = 1_000_000;

    @Property
    void aKeyAlwaysHasTheSameStripe(@ForAll String key) {
        assertThat(KeyStripe.of("topic", key)).isBetween(0, KeyStripe.COUNT - 1);
        assertThat(KeyStripe.of("topic", key)).isEqualTo(KeyStripe.of("topic", key));
    }

    @Test
    void replicasOfTwoVersionsAgreeOnTheStripeOfAKey() {
        assertThat(KeyStripe.of("belastbar.test-runs", "run-7f3a") % 64).isEqualTo(56);
        assertThat(KeyStripe.of("belastbar.findings", null)).isZero();
    }

    @Test
    void oneAppendInAnIntervalNotifies() {
        NotifyThrottle throttle = new NotifyThrottle(0);

        assertThat(throttle.due(0)).isTrue();
        assertThat(throttle.due(9 * MILLISECOND)).isFalse();
        assertThat(throttle.due(10 * MILLISECOND)).isTrue();
        assertThat(throttle.due(11 * MILLISECOND)).isFalse();
    }

    @Test
    void dataThatKafkaWouldRefuseIsRefusedAtTheAppend() {
        assertThatThrownBy(() -> new OutboxMessage("topic", "key", Map.of(), new byte[1_000_001]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event data should be at most 1000000 bytes: was 1000001");
    }
}
