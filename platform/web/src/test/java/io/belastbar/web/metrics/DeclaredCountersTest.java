package io.belastbar.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredCountersTest {

    @Test
    void everyCombinationOfTheLabelsIsASeries() {
        assertThat(DeclaredCounters.series("channel: WEBHOOK EMAIL, outcome: delivered failed dead"))
                .hasSize(6)
                .allMatch(tags -> tags.size() == 2)
                .doesNotHaveDuplicates();
    }

    @Test
    void withoutLabelsThereIsOneSeries() {
        assertThat(DeclaredCounters.series(" ")).containsExactly(List.of());
    }

    @Test
    void whatThisModuleCountsIsThereAtNoughtFromTheStart() throws IOException {
        var metrics = new SimpleMeterRegistry();

        new DeclaredCounters().start(new StartupEvent(), metrics);

        assertThat(metrics.get("belastbar.audit.failures")
                        .tag("phase", "begin")
                        .counter()
                        .count())
                .isZero();
        assertThat(metrics.get("belastbar.audit.failures")
                        .tag("phase", "outcome")
                        .counter()
                        .count())
                .isZero();
        assertThat(metrics.get("belastbar.rate.limit.rejections").counter().count())
                .isZero();
    }
}
