package io.belastbar.profiling.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class UnreadDatabasesTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final UnreadDatabases unread = new UnreadDatabases(metrics);

    @Test
    void whoRefusesDoesNotCountAsOneThatIsSilent() {
        unread.watch("shop");

        unread.refused("shop");

        assertThat(count("shop", "refused")).isEqualTo(1);
        assertThat(count("shop", "unreachable")).isZero();
    }

    @Test
    void systemsAreToldApart() {
        unread.unreachable("shop");
        unread.unreachable("bank");

        assertThat(count("shop", "unreachable")).isEqualTo(1);
        assertThat(count("bank", "unreachable")).isEqualTo(1);
    }

    @Test
    void systemsBeyondTheLimitCountTogether() {
        for (int i = 0; i < UnreadDatabases.SYSTEMS_MAX + 3; i++) {
            unread.unreachable("s" + i);
        }
        unread.unreachable("s0");

        assertThat(count("s0", "unreachable")).isEqualTo(2);
        assertThat(count(UnreadDatabases.OTHERS, "unreachable")).isEqualTo(3);
    }

    private double count(String system, String reason) {
        return metrics.get("belastbar.database.unread")
                .tags("system", system, "reason", reason)
                .counter()
                .count();
    }
}
