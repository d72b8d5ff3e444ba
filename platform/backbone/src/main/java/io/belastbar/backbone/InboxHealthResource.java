package io.belastbar.backbone;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * What the inbox says under {@code /q/health}.
 *
 * <p>Liveness is red when the inbox stands still by its own fault, and tells which. Readiness names what PostgreSQL and
 * Kafka do. It stays up without Kafka: reading and writing go on, and no other replica would have more of it. Without
 * PostgreSQL the data source's own check is down.
 */
@ApplicationScoped
public class InboxHealthResource {

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
