package io.belastbar.profiling.cause.sampling;

import io.belastbar.profiling.cause.attribution.CounterSample.Counted;
import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.TargetClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Reads a system's page of metrics, where {@code system.yml} says that it has one. */
@ApplicationScoped
class SystemMetricsClient {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int PAGE_BYTES_MAX = 4 << 20;

    private final TargetClient targets;

    SystemMetricsClient(TargetClient targets) {
        this.targets = targets;
    }

    /** Under the names of a sample; empty if the system says nothing of such a page. */
    Map<String, Counted> counted(SystemDescription system) throws IOException, InterruptedException {
        String target = system.targets().get("http");
        if (target == null || system.metrics().isEmpty()) {
            return Map.of();
        }
        HttpCall call = HttpCall.get(system.metrics().get())
                .header("Accept", "text/plain;version=0.0.4")
                .within(PATIENCE)
                .upTo(PAGE_BYTES_MAX);
        HttpAnswer answer = targets.send(target, null, call);
        if (!answer.isSuccess()) {
            throw new IOException("the page of metrics answered with status " + answer.status());
        }
        return SampleNames.of(MetricsPage.read(new String(answer.body(), StandardCharsets.UTF_8)));
    }
}
