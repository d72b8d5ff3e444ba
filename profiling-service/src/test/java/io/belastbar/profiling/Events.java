package io.belastbar.profiling;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.contracts.TestRunStarted;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sends what other services send, through Kafka. */
final class Events {
    private Events() {}

    static void send(Pool pool, OutboxRepository outbox, EventData event) {
        pool.withTransaction(tx -> outbox.append(tx, event)).await().atMost(Duration.ofSeconds(60));
    }

    static TestRunStarted started(String runId, String system, Instant at) {
        return new TestRunStarted(runId, system, "demo", "smartbav-api", at, 60_000, 20, "engineer");
    }

    static TestRunFinished finished(String runId, String system, Instant at) {
        return new TestRunFinished(
                runId,
                system,
                "demo",
                "smartbav-api",
                at,
                at,
                RunVerdict.PASSED,
                List.of(),
                20,
                1.0,
                List.of(),
                Map.of(),
                List.of());
    }
}
