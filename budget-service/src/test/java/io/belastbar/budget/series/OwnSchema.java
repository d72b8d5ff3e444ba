package io.belastbar.budget.series;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/** The tables of budget-service in the schema of a role whose service this module does not start. */
record OwnSchema(String role) {

    private static String url() {
        return TestInfrastructure.settings().get("belastbar.postgresql.url");
    }

    private String password() {
        return role + "-password";
    }

    private String jdbc() {
        return "jdbc:" + url() + "?currentSchema=" + role;
    }

    /** As a version of old made them: nothing is left of what another test has made in this schema. */
    void begin(String target) {
        flyway(target).clean();
        migrate(target);
    }

    void migrate(String target) {
        flyway(target).migrate();
    }

    private Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(jdbc(), role, password())
                .schemas(role)
                .createSchemas(false)
                .outOfOrder(true)
                .cleanDisabled(false)
                .locations("db/backbone", "db/jobs", "db/document", "db/web", "db/migration")
                .target(target)
                .load();
    }

    void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbc(), role, password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> rows(String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(jdbc(), role, password());
                var found = connection.createStatement().executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    /** The connections of one replica. */
    Pool pool(Vertx vertx) {
        return PgBuilder.pool()
                .using(vertx)
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(PgConnectOptions.fromUri(url())
                        .setUser(role)
                        .setPassword(password())
                        .addProperty("search_path", role))
                .build();
    }
}
