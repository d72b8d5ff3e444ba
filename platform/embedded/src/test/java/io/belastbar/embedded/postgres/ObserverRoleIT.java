package io.belastbar.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.embedded.FreePorts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObserverRoleIT {
    private static final Map<String, String> PASSWORDS =
            PlatformDatabases.ROLES.stream().collect(Collectors.toMap(role -> role, role -> role + "-password"));

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        postgres = new EmbeddedPostgres(
                cache,
                folder.resolve("postgresql"),
                FreePorts.find(1).getFirst(),
                "secret",
                List.of("shared_preload_libraries=pg_stat_statements"));
        postgres.start();
        PlatformDatabases.create(postgres, PASSWORDS);
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.stop();
    }

    @Test
    void databaseOfTheVersionBeforeLosesTheRightAtItsNextStartAndKeepsItsData() throws SQLException {
        asTheVersionBefore();
        try (Connection observer = connect("smartbav_observer")) {
            execute(observer, "SET ROLE smartbav_app");
        }

        PlatformDatabases.create(postgres, PASSWORDS);
        PlatformDatabases.create(postgres, PASSWORDS);

        try (Connection observer = connect("smartbav_observer")) {
            assertThatThrownBy(() -> execute(observer, "SET ROLE smartbav_app"))
                    .hasMessageContaining("permission denied to set role \"smartbav_app\"");
            execute(observer, "SET ROLE smartbav_reader");
        }
        try (Connection owner = connect("smartbav_owner");
                var rows = owner.createStatement().executeQuery("SELECT answer FROM kept")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void readerCannotLogIn() {
        assertThatThrownBy(() -> connect("smartbav_reader")).isInstanceOf(SQLException.class);
    }

    private static void asTheVersionBefore() throws SQLException {
        try (Connection owner = connect("smartbav_owner")) {
            execute(owner, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (Connection admin = postgres.connect("smartbav")) {
            execute(admin, "DROP OWNED BY smartbav_reader");
            execute(admin, "DROP ROLE smartbav_reader");
            execute(admin, "GRANT smartbav_app TO smartbav_observer WITH INHERIT FALSE, SET TRUE");
        }
    }

    private static Connection connect(String role) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/smartbav";
        return DriverManager.getConnection(url, role, role + "-password");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
