package io.belastbar.examples.smartbav;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The only door to the service's own configuration. */
@ConfigMapping(prefix = "smartbav")
public interface SmartbavConfig {
    /** Organisations in the database after the start; more may exist already. */
    @WithDefault("40")
    int tenants();

    /** Employees of each organisation after the start. */
    @WithDefault("1000")
    int employeesPerTenant();

    /**
     * Users {@code makler1..n@smartcloud.de}; user n belongs to organisation {@code ((n-1) mod tenants)+1}.
     * So many that PostgreSQL finds it worth using the index on their e-mail address.
     */
    @WithDefault("2000")
    int users();

    /** Password of all seeded users: they are there to be used by load tests. */
    @WithDefault("testpass123")
    String seedPassword();

    /** Rounds of PBKDF2-HMAC-SHA256 for new password hashes. */
    @WithDefault("10000")
    int passwordIterations();

    /** How long an access token is good for. */
    @WithDefault("1h")
    Duration tokenLifetime();

    /** Upper bounds of the histogram of answered requests; the limits of performance-budget.yml are among them. */
    @WithDefault("10ms,25ms,50ms,100ms,200ms,300ms,500ms,750ms,1s,2s,3s,5s,10s,15s,30s")
    List<Duration> latencyBuckets();

    /** Where the database is; its keys are used by application.properties. */
    Database database();

    Cache cache();

    Webhook webhook();

    /** What the insurer tells on its own. */
    interface Webhook {
        /** The secret that signs its events; without one none is taken. */
        Optional<String> secret();

        /** How old a signature may be: a later one may have been recorded by somebody on the way. */
        @WithDefault("5m")
        Duration signatureAge();
    }

    /** The database's connection data. */
    interface Database {
        /** {@code postgresql://host:port/name}. */
        String url();

        /** How long a new connection may take until the server's first word. */
        @WithDefault("5s")
        Duration connectTimeout();

        /**
         * A connection on which nothing moves for so long is closed, whether it waits for an answer or for work. Longer
         * than the breaker waits for a call.
         */
        @WithDefault("15s")
        Duration silence();

        Role owner();

        Role app();
    }

    /** One database role. */
    interface Role {
        Optional<String> password();
    }

    /** How long what is answered from the cache. */
    interface Cache {
        /** Single employees: how long an instance may answer one as it was before another instance changed it. */
        @WithDefault("30s")
        Duration employeeTtl();

        /** Offers, which are good for a day. */
        @WithDefault("24h")
        Duration offerTtl();

        /** How old what was last read may be that is answered while the database is away. */
        @WithDefault("4h")
        Duration lastKnown();
    }
}
