package io.belastbar.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.running.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/kubernetes} relies on, of a packaged service and real servers: before its tables, and at its end. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifeOfAPodIT {
    private static final String MODULE = "profiling-service";
    private static final Duration START = Duration.ofSeconds(240);
    private static final String READY = "/q/health/ready";
    private static final String WORK = "/api/v1/plan-analyses";
    private static final String READ = "/api/v1/systems/shop/findings";
    private static final String PLAN = """
            [{"Plan": {"Node Type": "Seq Scan", "Relation Name": "contract", "Startup Cost": 0.0, "Total Cost": 12.0,
              "Plan Rows": 10, "Plan Width": 8, "Actual Startup Time": 0.01, "Actual Total Time": 0.5, "Actual Rows": 10,
              "Actual Loops": 1}, "Planning Time": 0.1, "Execution Time": 0.6}]
            """;

    @TempDir
    static Path folder;

    @Test
    @Order(1)
    void aServiceBeforeItsMigrationSaysSoAndIsReadyOnceItHasRun() throws Exception {
        try (var early = start("early", Map.of("QUARKUS_FLYWAY_MIGRATE_AT_START", "false"))) {
            Waiting.until(START, () -> early.said().contains("waiting for its migrations: migrations="), early::said);
            assertThat(early.ask(READY).status()).isEqualTo(PackagedService.NO_ANSWER);

            migrate();

            early.until(START, READY, 200);
            assertThat(early.ask(READ).status()).isEqualTo(200);
            assertThat(early.said()).doesNotContain("relation \\\"", "\"level\":\"ERROR\"");
        }
    }

    private static PackagedService start(String name, Map<String, String> variables) throws IOException {
        return PackagedService.start(MODULE, folder.resolve(name + ".log"), variables);
    }

    private static void migrate() throws Exception {
        try (var job = start("migration", Map.of("QUARKUS_INIT_AND_EXIT", "true"))) {
            assertThat(job.ends(START.toSeconds())).as(job.said()).isTrue();
            assertThat(job.process().exitValue()).as(job.said()).isZero();
        }
    }

    /** Not ready, and serves; then finishes what it has; then is gone, all within what the manifests give it. */
    @Test
    @Order(2)
    void aServiceThatIsToEndIsNotReadyServesOnAndFinishesWhatItHas() throws Exception {
        migrate();
        try (var service =
                start("draining", Map.of("QUARKUS_SHUTDOWN_DELAY", "10S", "QUARKUS_SHUTDOWN_TIMEOUT", "60S"))) {
            service.until(START, READY, 200);
            try (var unfinished = service.begin(WORK, PLAN)) {
                service.terminate();

                service.until(Duration.ofSeconds(9), READY, 503);
                assertThat(service.ask(READ).status()).as(service.said()).isEqualTo(200);
                assertThat(service.ask("/q/health/live").status()).isEqualTo(200);

                Waiting.until(
                        Duration.ofSeconds(90),
                        () -> service.said().contains("Waiting for HTTP requests to complete"),
                        service::said);
                assertThat(service.process().isAlive()).isTrue();

                assertThat(unfinished.finish()).as(service.said()).startsWith("HTTP/1.1 200");
            }
            assertThat(service.ends(60)).as(service.said()).isTrue();
            assertThat(service.process().exitValue()).isEqualTo(128 + 15);
        }
    }
}
