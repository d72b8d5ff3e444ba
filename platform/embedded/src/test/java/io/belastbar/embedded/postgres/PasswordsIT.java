package io.belastbar.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.FreePorts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may read every statement of the server, as the observer of a target may, reads no password. */
class PasswordsIT {
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
                "superuser's secret",
                List.of(
                        "fsync=off",
                        "shared_preload_libraries=pg_stat_statements",
                        "pg_stat_statements.track=all",
                        "pg_stat_statements.track_utility=on"));
        postgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.kill();
    }

    @Test
    void statementsThatMakeAndChangeRolesTellNoPassword() throws SQLException {
        PlatformDatabases.create(postgres, passwords("first"));
        PlatformDatabases.create(postgres, passwords("sec'ond \\ "));

        var statements = statementsSeenBy("smartbav_observer", "sec'ond \\ smartbav_observer");
        assertThat(statements).anyMatch(text -> text.startsWith("CREATE ROLE budget"));
        assertThat(statements).anyMatch(text -> text.matches("(?is)alter user \"?budget\"? .*SCRAM-SHA-256\\$.*"));
        assertThat(statements).noneMatch(text -> text.contains("first") || text.contains("ond \\"));
    }

    @Test
    void passwordThatAVersionBeforeToldIsForgotten() throws SQLException {
        PlatformDatabases.create(postgres, passwords("a"));
        try (var admin = postgres.connect("postgres");
                var statement = admin.createStatement()) {
            statement.execute("ALTER ROLE chaos PASSWORD 'plain-one'");
            statement.execute("CREATE ROLE intruder LOGIN PASSWORD 'plain-two'");
            statement.execute("DROP ROLE intruder");
        }
        assertThat(statementsSeenBy("postgres", "superuser's secret")).anyMatch(text -> text.contains("plain-one"));

        PlatformDatabases.create(postgres, passwords("b"));

        var statements = statementsSeenBy("smartbav_observer", "bsmartbav_observer");
        assertThat(statements).noneMatch(text -> text.contains("plain-one") || text.contains("plain-two"));
        assertThat(statements).anyMatch(text -> text.startsWith("DROP ROLE intruder"));
    }

    private static Map<String, String> passwords(String prefix) {
        return PlatformDatabases.ROLES.stream().collect(Collectors.toMap(role -> role, role -> prefix + role));
    }

    private static List<String> statementsSeenBy(String role, String password) throws SQLException {
        var statements = new ArrayList<String>();
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/smartbav";
        try (Connection connection = DriverManager.getConnection(url, role, password);
                var rows = connection.createStatement().executeQuery("SELECT query FROM pg_stat_statements")) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        return statements;
    }
}
