package io.belastbar.examples.smartbav.seed;

import io.agroal.api.AgroalDataSource;
import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.login.PasswordHash;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Fills the database at the start up to the configured size, in one transaction; adds what is missing, removes
 * nothing. The rows of all tenants lie mixed, as they do in a database that has grown.
 */
@ApplicationScoped
class SeedJob {
    private static final Logger LOG = Logger.getLogger(SeedJob.class);
    private static final int SALT_BYTES = 16;
    /** Two instances that start together seed one after the other. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('smartbav seed')), setseed(0.42)";

    private static final String ORGANIZATIONS = """
            INSERT INTO organizations (id, name, region)
            SELECT 'org_' || n, 'Maklerhaus ' || n, 'DE'
            FROM generate_series(1, ?) AS n
            ON CONFLICT (id) DO NOTHING
            """;
    private static final String USERS = """
            INSERT INTO users (id, organization_id, email, password_hash)
            SELECT 'user_' || n, 'org_' || (n - 1) % ? + 1, 'makler' || n || '@smartcloud.de', ?
            FROM generate_series(1, ?) AS n
            ON CONFLICT (id) DO UPDATE SET organization_id = EXCLUDED.organization_id
            WHERE users.organization_id <> EXCLUDED.organization_id
            """;
    /** Created over the last five years, every 33rd deleted since. */
    private static final String EMPLOYEES = """
            INSERT INTO employees (id, organization_id, first_name, last_name, email, date_of_birth, annual_salary,
                                   start_date, department, created_at, deleted_at)
            SELECT 'emp_' || org || '_' || n, 'org_' || org, 'Emp' || org || '_' || n, 'Nachname' || org || '_' || n,
                   'emp_' || org || '_' || n || '@test.de',
                   current_date - interval '20 years' - random() * interval '40 years',
                   round((45000 + random() * 100000)::numeric, 2), created_at::date,
                   (ARRAY['admin', 'sales', 'tech', 'hr'])[floor(random() * 4) + 1], created_at,
                   CASE WHEN n % 33 = 0 THEN created_at + random() * (now() - created_at) END
            FROM (SELECT substr(o.id, 5) AS org, n, now() - random() * interval '5 years' AS created_at
                  FROM organizations o CROSS JOIN LATERAL generate_series(o.seeded_employees + 1, ?) AS n
                  OFFSET 0) AS missing
            ORDER BY missing.created_at
            """;

    private static final String REMEMBER = "UPDATE organizations SET seeded_employees = ? WHERE seeded_employees < ?";
    private static final String STATISTICS = "ANALYZE organizations, users, employees";

    private final AgroalDataSource owner;
    private final SmartbavConfig config;

    SeedJob(@DataSource("owner") AgroalDataSource owner, SmartbavConfig config) {
        this.owner = owner;
        this.config = config;
    }

    void run(@Observes StartupEvent start) throws SQLException {
        long begin = System.nanoTime();
        try (var connection = owner.getConnection()) {
            int created = inOneTransaction(connection);
            if (created > 0) {
                execute(connection, STATISTICS);
            }
            long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            LOG.infof("Database seeded employees=%d durationMs=%d", created, millis);
        }
    }

    private int inOneTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            int created = seed(connection);
            connection.commit();
            return created;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private int seed(Connection connection) throws SQLException {
        int tenants = config.tenants();
        int each = config.employeesPerTenant();
        execute(connection, LOCK);
        update(connection, ORGANIZATIONS, tenants);
        update(connection, USERS, tenants, passwordHash(), Math.max(config.users(), tenants));
        int created = update(connection, EMPLOYEES, each);
        update(connection, REMEMBER, each, each);
        return created;
    }

    /** One for all: these users share one public password, and hashing it 2,000 times would only delay the start. */
    private String passwordHash() {
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return PasswordHash.of(config.seedPassword(), salt, config.passwordIterations())
                .text();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int update(Connection connection, String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        }
    }
}
