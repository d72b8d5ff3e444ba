package io.belastbar.backbone;

import io.belastbar.backbone.retry.DatabaseClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * What the backbone says under {@code /q/health}.
 *
 * <p>Liveness is red when the inbox stands still by its own fault, and tells which. Readiness is down while PostgreSQL does
 * not answer, and says so within seconds even when it hangs. It stays up without Kafka, which it only names: reading and
 * writing go on, and no other replica would have more of it.
 */
@ApplicationScoped
public class BackboneHealthResource {

    private static final Duration POSTGRES_PATIENCE = Duration.ofSeconds(3);

    @Produces
    @Liveness
    @ApplicationScoped
    HealthCheck live(BackboneJob backbone) {
        return () -> backbone.inbox()
                .flatMap(inbox -> inbox.standstill())
                .map(reason -> HealthCheckResponse.named("inbox")
                        .down()
                        .withData("reason", reason)
                        .build())
                .orElseGet(() -> HealthCheckResponse.up("inbox"));
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck postgres(DatabaseClient database) {
        return () -> {
            boolean answers = database.answers()
                    .ifNoItem()
                    .after(POSTGRES_PATIENCE)
                    .recoverWithItem(false)
                    .await()
                    .indefinitely();
            return HealthCheckResponse.named("PostgreSQL").status(answers).build();
        };
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck ready(BackboneJob backbone) {
        return () -> backbone.inbox()
                .map(inbox -> HealthCheckResponse.named("inbox")
                        .up()
                        .withData("PostgreSQL", inbox.database())
                        .withData("Kafka", inbox.kafka())
                        .build())
                .orElseGet(() -> HealthCheckResponse.up("inbox"));
    }
}
