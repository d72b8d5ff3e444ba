package io.belastbar.backbone.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class InboxMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InboxMetrics metrics = new InboxMetrics(registry);

    @Test
    void aServiceThatConsumesNothingHasNoLagThatCouldBeUnknown() {
        assertThat(registry.find("belastbar.inbox.lag").gauge()).isNull();
    }
}
