package io.belastbar.service.schema;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/** Before all else of a service that does not migrate itself: its tables are those of its version. */
@ApplicationScoped
public class AwaitedSchemaJob {
    private static final Logger LOG = Logger.getLogger(AwaitedSchemaJob.class);
    /** Before whoever reads a table when the service starts, and before what is scheduled. */
    private static final int BEFORE_ALL = -1000;

    private static final Duration EVERY = Duration.ofSeconds(2);
    /** Less than a cluster gives a start, with a last look in which PostgreSQL hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private final Flyway flyway;
    private final boolean migratesItself;

    AwaitedSchemaJob(
            Flyway flyway,
            @ConfigProperty(name = "quarkus.flyway.migrate-at-start", defaultValue = "false") boolean migratesItself) {
        this.flyway = flyway;
        this.migratesItself = migratesItself;
    }

    void start(@Observes @Priority(BEFORE_ALL) StartupEvent started) throws InterruptedException {
        if (!migratesItself) {
            new AwaitedSchema(EVERY, PATIENCE, InstantSource.system()).await(this::lacking, LOG::warn);
        }
    }

    private int lacking() throws AwaitedSchema.SchemaUnknown {
        try {
            return flyway.info().pending().length;
        } catch (FlywayException away) {
            throw new AwaitedSchema.SchemaUnknown(away);
        }
    }
}
