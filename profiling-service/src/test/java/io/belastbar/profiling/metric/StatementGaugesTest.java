package io.belastbar.profiling.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.profiling.metric.ReadDatabase.Statements;
import io.belastbar.profiling.metric.ReadDatabase.TopStatement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StatementGaugesTest {
    private static final Statements SAID = new Statements(List.of(new TopStatement(60, 20, 3)), Map.of("+Inf", 3.0));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final StatementGauges gauges = new StatementGauges(metrics, Duration.ofMinutes(1), () -> now);

    @Test
    void systemThatAnotherReplicaMeasuresByNowIsTold3IntervalsAndNoLonger() {
        gauges.show("shop", SAID);

        after(Duration.ofMinutes(3));
        assertThat(told()).containsExactly("shop");
        after(Duration.ofSeconds(1));
        assertThat(told()).isEmpty();
    }

    @Test
    void measuringOthersLetsAnOldOneGoToo() {
        gauges.show("shop", SAID);
        now = now.plus(Duration.ofMinutes(4));

        gauges.show("bank", SAID);

        assertThat(told()).containsExactly("bank");
    }

    @Test
    void whatCannotBeMeasuredIsNotTold() {
        gauges.show("shop", SAID);

        gauges.show("shop", Statements.NONE);

        assertThat(told()).isEmpty();
    }

    @Test
    void systemsForWhichThereIsNoRoomAreCountedUntilOneHasGone() {
        for (int i = 0; i < StatementGauges.SYSTEMS_MAX; i++) {
            gauges.show("s" + i, SAID);
        }
        now = now.plus(Duration.ofMinutes(2));
        gauges.show("z1", SAID);
        gauges.show("z2", SAID);
        assertThat(told()).hasSize(StatementGauges.SYSTEMS_MAX).doesNotContain("z1", "z2");
        assertThat(hidden()).isEqualTo(2);

        now = now.plus(Duration.ofMinutes(2));
        gauges.show("z1", SAID);

        assertThat(told()).containsExactly("z1");
        assertThat(hidden()).isEqualTo(1);
    }

    private void after(Duration time) {
        now = now.plus(time);
        gauges.look();
    }

    private double hidden() {
        return metrics.get("belastbar.database.statement.hidden").gauge().value();
    }

    private Set<String> told() {
        return metrics.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getTag("system"))
                .filter(system -> system != null)
                .collect(Collectors.toSet());
    }
}
