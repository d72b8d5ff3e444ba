package io.belastbar.chaos.gameday.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belastbar.chaos.runbook.Deed;
import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.Environment;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes of a real database, made and removed by a role that owns the table. */
class ChangeIndexesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String OWNER = "the \"owner\" Jörg";
    private static final String PASSWORD = "p'ä w";
    private static final String MAKE = "CREATE INDEX CONCURRENTLY IF NOT EXISTS \"Über mandant\" ON own.staff (tenant)";
    private static final String REMOVE = "DROP INDEX CONCURRENTLY IF EXISTS own.\"Über mandant\"";

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static Vertx vertx;

    @BeforeAll
    static void start() throws Exception {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        postgres = new EmbeddedPostgres(
                cache, folder.resolve("postgresql"), FreePorts.block(1), "postgres", List.of("fsync=off"));
        postgres.start();
        vertx = Vertx.vertx();
        String role = "\"" + OWNER.replace("\"", "\"\"") + "\"";
        execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, PASSWORD.replace("'", "''")));
        execute("CREATE SCHEMA own AUTHORIZATION " + role);
        execute("CREATE TABLE own.staff (id bigint, tenant text)");
        execute("INSERT INTO own.staff SELECT n, 'org_' || n % 40 FROM generate_series(1, 1000) n");
        execute("ALTER TABLE own.staff OWNER TO " + role);
        execute("CREATE TABLE foreign_table (id bigint)");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        vertx.closeAndAwait();
        postgres.stop();
    }

    @BeforeEach
    void noIndexIsThere() throws Exception {
        execute(REMOVE.replace("CONCURRENTLY ", ""));
    }

    @Test
    void anIndexIsMadeAndRemovedAndDoingItAgainChangesNothing() throws Exception {
        assertThat(change(MAKE)).containsEntry("statement", MAKE).containsKey("tookMs");
        assertThat(change(MAKE)).containsKey("tookMs");
        assertThat(validIndexes()).isEqualTo(1);

        change(REMOVE);
        change(REMOVE + " ;");
        assertThat(validIndexes()).isZero();
    }

    @Test
    void whatTheDatabaseRefusesIsSaidInItsWords() {
        assertThatThrownBy(() -> change("CREATE INDEX none ON own.nowhere (tenant)"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("own.nowhere")
                .hasMessageContaining("42P01");
        assertThatThrownBy(() -> change("CREATE INDEX none ON foreign_table (id)"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("42501");
    }

    @Test
    void whatTakesTooLongIsCancelledInTheServerAndCanBeTakenBack() throws Exception {
        try (Connection writer = postgres.connect("postgres")) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("UPDATE own.staff SET tenant = 'x' WHERE id = 1");
            assertThatThrownBy(() -> indexes(Environment.LOCAL).change(deed(MAKE), Duration.ofMillis(500)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("57014");
            writer.rollback();
        }
        await().atMost(LIMIT)
                .until(() ->
                        count("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'belastbar-chaos'") == 0);

        change(REMOVE);
        change(MAKE);
        assertThat(validIndexes()).isEqualTo(1);
    }

    @Test
    void whoIsLeftOffMeanwhileLeavesNothingRunningBehind() throws Exception {
        try (Connection writer = postgres.connect("postgres")) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("UPDATE own.staff SET tenant = 'x' WHERE id = 1");
            Thread hand = Thread.ofVirtual().start(() -> {
                try {
                    change(MAKE);
                } catch (IOException | RuntimeException left) {
                    Thread.currentThread().interrupt();
                }
            });
            await().atMost(LIMIT)
                    .until(() -> count("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%'") == 1);
            hand.interrupt();
            await().atMost(LIMIT)
                    .until(() -> count("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%'") == 0);
            writer.rollback();
        }
    }

    @Test
    void aDatabaseThatIsAwayIsSaidToBe() {
        var nowhere = target(Environment.LOCAL, "postgresql://127.0.0.1:1/postgres");
        assertThatThrownBy(() -> indexes(nowhere).change(deed(MAKE), LIMIT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("own-db did not answer");
    }

    @Test
    void productionIsLeftToPeopleAndAnUnknownTargetIsRefused() {
        assertThatThrownBy(() -> indexes(Environment.PRODUCTION).change(deed(MAKE), LIMIT))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("production");
        assertThatThrownBy(() ->
                        indexes(Environment.LOCAL).change(new Deed.ChangeIndex("foreign-db", "owner", MAKE), LIMIT))
                .isInstanceOf(TargetNotAllowed.class);
    }

    private static Map<String, String> change(String sql) throws IOException {
        return indexes(Environment.LOCAL).change(deed(sql), LIMIT);
    }

    private static Deed.ChangeIndex deed(String sql) {
        return new Deed.ChangeIndex("own-db", "owner", sql);
    }

    private static ChangeIndexes indexes(Environment environment) {
        return indexes(target(environment, "postgresql://127.0.0.1:" + postgres.port() + "/postgres"));
    }

    private static ChangeIndexes indexes(Target target) {
        return new ChangeIndexes(
                vertx,
                new TargetRegistry(Map.of("own-db", target)),
                new CredentialStore(Map.of("owner", new Credentials(OWNER, PASSWORD))));
    }

    private static Target target(Environment environment, String url) {
        return new Target("own-db", URI.create(url), Optional.of(environment), ObservedRoles.ALL);
    }

    private static long validIndexes() throws SQLException {
        return count("SELECT count(*) FROM pg_index WHERE indrelid = 'own.staff'::regclass AND indisvalid");
    }

    private static long count(String sql) throws SQLException {
        try (Connection admin = postgres.connect("postgres");
                var rows = admin.createStatement()
                        .executeQuery(sql.replace("LIKE", "NOT LIKE '%pg_stat%' AND query LIKE"))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection admin = postgres.connect("postgres")) {
            admin.createStatement().execute(sql);
        }
    }
}
