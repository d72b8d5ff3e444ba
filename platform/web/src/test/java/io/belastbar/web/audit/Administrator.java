package io.belastbar.web.audit;

import io.belastbar.embedded.testing.TestInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The superuser of the tests' PostgreSQL. */
final class Administrator {
    static final String URL = "jdbc:" + TestInfrastructure.settings().get("belastbar.postgresql.url");

    private Administrator() {}

    static void execute(String sql) throws SQLException {
        try (Connection admin = DriverManager.getConnection(URL, "postgres", "postgres");
                var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
