package io.belastbar.service.schema;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Waits until another has made the tables of this version. A service that began without them would fail at whatever it does
 * first, and be started again later and later.
 *
 * @param patience after this long it gives up, however long a look took; the one that is under way then is waited for
 */
record AwaitedSchema(Duration every, Duration patience, InstantSource clock) {

    /** How many migrations of this version the database has not seen. */
    @FunctionalInterface
    interface Look {
        /** @throws SchemaUnknown when the database does not say */
        int lacking() throws SchemaUnknown;
    }

    static final class SchemaUnknown extends Exception {
        private static final long serialVersionUID = 1L;

        SchemaUnknown(Throwable cause) {
            super(cause);
        }
    }

    /** @throws IllegalStateException when it has not come in time; says what to do */
    void await(Look look, Consumer<String> told) throws InterruptedException {
        String said = "";
        Instant end = clock.instant().plus(patience);
        do {
            String now = missing(look);
            if (now.isEmpty()) {
                return;
            }
            if (!now.equals(said)) {
                told.accept("The schema is not ready, waiting for its migrations: " + now);
            }
            said = now;
            Thread.sleep(every);
        } while (clock.instant().isBefore(end));
        throw new IllegalStateException("the schema is not ready: " + said
                + "; run the migrations of this version (in a cluster: its Job), or let the service do it:"
                + " QUARKUS_FLYWAY_MIGRATE_AT_START=true");
    }

    private static String missing(Look look) {
        try {
            int lacking = look.lacking();
            return lacking == 0 ? "" : "migrations=" + lacking;
        } catch (SchemaUnknown unknown) {
            return "database="
                    + unknown.getCause().getMessage().lines().findFirst().orElse("");
        }
    }
}
