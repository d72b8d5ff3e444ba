package io.belastbar.backbone.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.backbone.envelope.MessageKey;
import io.belastbar.contracts.GameDayStep;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OutboxRulesTest {

    private static final long MILLISECOND = 1_000_000;

    @Property
    void aKeyAlwaysHasTheSameStripe(@ForAll String text) {
        MessageKey key = MessageKey.of(text);

        assertThat(KeyStripe.of("topic", key)).isBetween(0, KeyStripe.COUNT - 1);
        assertThat(KeyStripe.of("topic", key)).isEqualTo(KeyStripe.of("topic", key));
    }

    @Test
    void replicasOfTwoVersionsAgreeOnTheStripeOfAKey() {
        assertThat(KeyStripe.of("belastbar.test-runs", MessageKey.of("run-7f3a")) % 64)
                .isEqualTo(56);
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
        GameDayStep step = step("x".repeat(1_000_000));
        int bytes = EventJson.write(step).length;
        EventEnvelope event = new EventEnvelope(
                "1", URI.create("/belastbar/chaos-service"), step.eventType(), "gd-1", Instant.EPOCH, step);

        assertThatThrownBy(() -> OutboxMessage.of(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event data should be at most 1000000 bytes: was " + bytes);
    }

    @Test
    void aMessageThatIsNoEventOfOursMayBeOfAnySize() {
        byte[] data = new byte[3_000_000];

        assertThat(new OutboxMessage("topic", null, List.of(), data).data()).isSameAs(data);
    }

    private static GameDayStep step(String action) {
        return new GameDayStep("gd-1", "smartbav", 1, action, "INJECTED", "x", Instant.EPOCH, "operator", Map.of());
    }
}
