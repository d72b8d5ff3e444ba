package io.belastbar.rights.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.service.Services;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The roles of the manifests in a real PostgreSQL: each statement is needed, and nobody reaches what is another's. */
class DatabaseRightsIT {
    private static final ClusterDatabase DATABASE = ClusterDatabase.ofTheManifests();

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
                "superuser",
                List.of("fsync=off", "shared_buffers=16MB"));
        postgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.kill();
    }

    @AfterEach
    void drop() throws SQLException {
        DATABASE.drop(postgres);
    }

    @Test
    void eachServiceReachesItsOwnSchemaAndNothingElse() throws SQLException {
        DATABASE.make(postgres, DATABASE.statements());

        assertThat(new DatabaseFacts(postgres, DATABASE).broken()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void withoutAnyOneOfTheStatementsSomethingIsBroken(String statement) throws SQLException {
        var left = new ArrayList<>(DATABASE.statements());
        left.remove(statement);

        assertThat(brokenWith(left)).as("without " + statement).anyMatch(line -> line.contains(consequence(statement)));
    }

    @Test
    void everyServiceHasARoleThatMayNothingButLogIn() {
        assertThat(DATABASE.roles()).containsExactlyInAnyOrderElementsOf(Services.names());
        assertThat(DATABASE.managedRoles()).allSatisfy(role -> assertThat(role.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("name", "ensure", "login", "passwordSecret"));
        assertThat(DATABASE.roles()).doesNotContain(DATABASE.owner());
    }

    @Test
    void theAuditLogsOwnerIsMadeByTheScriptThatAnAdministratorWouldRun() throws Exception {
        try (var script = EmbeddedPostgres.class.getResourceAsStream("audit-owner.sql")) {
            assertThat(DATABASE.statements().getLast())
                    .isEqualTo(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** What is said to be broken without the statement. */
    private static String consequence(String statement) {
        String last = statement.strip().substring(statement.strip().lastIndexOf(' ') + 1);
        if (statement.startsWith("CREATE ROLE ")) {
            return "role \"%s\" does not exist".formatted(statement.split(" ")[2]);
        }
        if (statement.startsWith("CREATE SCHEMA ")) {
            return last + " makes a table in its schema: ";
        }
        if (statement.startsWith("GRANT CONNECT ")) {
            return last + " connects: ";
        }
        if (statement.startsWith("REVOKE ALL ON SCHEMA public")) {
            return "budget cannot enter schema public: it can";
        }
        if (statement.startsWith("REVOKE ALL ON DATABASE")) {
            return "budget cannot enter database postgres: it can";
        }
        return "budget gives its audit log away: ";
    }

    private static List<String> brokenWith(List<String> statements) throws SQLException {
        try {
            DATABASE.make(postgres, statements);
        } catch (SQLException notEvenMade) {
            return List.of(notEvenMade.getMessage());
        }
        return new DatabaseFacts(postgres, DATABASE).broken();
    }

    static Stream<String> statements() {
        return DATABASE.statements().stream();
    }
}
