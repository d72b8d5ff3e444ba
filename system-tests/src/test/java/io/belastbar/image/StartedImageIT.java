package io.belastbar.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each server from its image's files alone: nobody's rights, nothing to write to but {@code /tmp}, no shell. */
@Tag("slow")
@NeedsSandbox
class StartedImageIT {
    private static final Duration MIGRATION_MAX = Duration.ofSeconds(120);
    /** As long as Kubernetes waits unless told otherwise. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final int TERMINATED = 128 + 15;
    /** As the manifests have it: the schema was migrated before, and what is written lies in a mounted folder. */
    private static final Map<String, String> DEPLOYED = Map.of(
            "QUARKUS_FLYWAY_MIGRATE_AT_START", "false",
            "BELASTBAR_CHAOS_RECORD_KEY_FILE", "/tmp/record-key.pem",
            "BELASTBAR_CHAOS_PROBE_FOLDER", "/tmp/probes");

    private static final Map<String, String> ASKED = Map.of(
            "budget-service", "/api/v1/systems/shop/budget",
            "capacity-service", "/api/v1/systems/shop/forecasts",
            "chaos-service", "/api/v1/systems/shop/game-days",
            "loadtest-service", "/api/v1/systems/shop/scenarios",
            "profiling-service", "/api/v1/systems/shop/findings");

    @ParameterizedTest
    @MethodSource("services")
    void itMigratesAndEndsThenIsReadyServesAndEndsWithinItsGraceTime(String name) throws Exception {
        UnpackedImage image = BuiltImages.unpacked(name);

        try (var migration = StartedImage.of(image, Map.of("QUARKUS_INIT_AND_EXIT", "true"))) {
            assertThat(migration.endWithin(MIGRATION_MAX))
                    .as(migration.output())
                    .hasValue(0);
            assertThat(migration.output()).contains("schema").doesNotContain("Listening on");
        }
        try (var service = StartedImage.of(image, DEPLOYED)) {
            service.awaitReady();

            assertThat(service.status(ASKED.get(name), null)).isEqualTo(401);
            assertThat(service.status(ASKED.get(name), "viewer-token"))
                    .as(ASKED.get(name))
                    .isIn(200, 404);
            assertEndsInOrder(service);
        }
    }

    @Test
    void thePageIsServedAndEndsWithinItsGraceTime() throws Exception {
        assertPageIsServed(BuiltImages.unpacked("dashboard"));
    }

    static void assertPageIsServed(UnpackedImage image) throws Exception {
        try (var page = StartedImage.of(image, Map.of())) {
            page.awaitReady();

            assertThat(page.status("/", null)).isEqualTo(200);
            assertThat(page.status("/no-such-page", null)).isEqualTo(404);
            assertEndsInOrder(page);
        }
    }

    private static void assertEndsInOrder(StartedImage started) throws Exception {
        started.terminate();

        assertThat(started.endWithin(GRACE)).as(started.output()).hasValue(TERMINATED);
        assertThat(started.output()).doesNotContain("Read-only file system", "Permission denied", "ERROR");
    }

    static List<String> services() {
        return BuiltImages.services();
    }
}
