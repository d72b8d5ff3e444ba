package io.belastbar.profiling.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.database.TestDatabase;
import io.belastbar.profiling.setting.Recommendation.Advice;
import io.belastbar.profiling.setting.checklist.ChecklistAnswer;
import io.belastbar.profiling.setting.checklist.OptimizationChecklist;
import io.belastbar.profiling.setting.rule.SettingRule;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.ServerDescription;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetTrust;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsIT {
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final ServerSize LARGE = ServerSize.of(Optional.of("128GB"), Optional.of("ssd"), Optional.of("120"));
    private static final ServerSize SMALL = ServerSize.of(Optional.of("2GB"), Optional.of("hdd"), Optional.of("10"));
    private static final ServerSize UNKNOWN = new ServerSize(Optional.empty(), Optional.empty(), Optional.empty());

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void aLargeServerGetsWhatRequirementsSayOfIt(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            Map<String, Recommendation> told = told(database.session(), LARGE);

            assertThat(told.get("shared_buffers").recommended()).isEqualTo("32GB");
            assertThat(told.get("shared_buffers").current().needsRestart()).isTrue();
            assertThat(told.get("effective_cache_size").recommended()).isEqualTo("96GB");
            assertThat(told.get("maintenance_work_mem").recommended()).isEqualTo("2GB");
            assertThat(told.get("random_page_cost").recommended()).isEqualTo("1.1");
            assertThat(told.get("random_page_cost").current().needsRestart()).isFalse();
            assertThat(told.get("idle_in_transaction_session_timeout").recommended())
                    .isEqualTo("30s");
            assertThat(told.get("log_min_duration_statement").recommended()).isEqualTo("1s");
            assertThat(told.get("checkpoint_completion_target").advice()).isEqualTo(Advice.KEEP);
            assertThat(told.get("seq_page_cost").advice()).isEqualTo(Advice.KEEP);
            assertThat(told.get("autovacuum").advice()).isEqualTo(Advice.KEEP);
            assertThat(told.get("wal_buffers").advice()).isEqualTo(Advice.KEEP);
            assertThat(told.get("shared_preload_libraries").advice()).isEqualTo(Advice.KEEP);
            assertThat(told.get("work_mem").reason().german()).contains("120 Verbindungen");
        }
    }

    @Test
    void everySettingOfTheOldScriptIsLookedAt() throws Exception {
        try (var database = TestDatabase.of(18)) {
            assertThat(told(database.session(), LARGE))
                    .containsKeys(
                            "shared_buffers",
                            "effective_cache_size",
                            "work_mem",
                            "maintenance_work_mem",
                            "wal_buffers",
                            "max_connections",
                            "shared_preload_libraries",
                            "random_page_cost",
                            "seq_page_cost",
                            "cpu_tuple_cost",
                            "cpu_index_tuple_cost",
                            "cpu_operator_cost",
                            "checkpoint_completion_target",
                            "checkpoint_timeout",
                            "max_wal_size",
                            "min_wal_size",
                            "autovacuum",
                            "autovacuum_max_workers",
                            "autovacuum_naptime",
                            "autovacuum_vacuum_threshold",
                            "autovacuum_vacuum_scale_factor");
        }
    }

    @Test
    void aSmallServerOnADiskGetsLess() throws Exception {
        try (var database = TestDatabase.of(18)) {
            Map<String, Recommendation> told = told(database.session(), SMALL);

            assertThat(told.get("shared_buffers").recommended()).isEqualTo("512MB");
            assertThat(told.get("maintenance_work_mem").advice()).isEqualTo(Advice.KEEP);
            assertThat(told.get("random_page_cost").advice()).isEqualTo(Advice.KEEP);
            assertThat(told.get("work_mem").advice()).isEqualTo(Advice.KEEP);
        }
    }

    @Test
    void whatIsNotKnownOfTheServerIsAskedForAndNotGuessed() throws Exception {
        try (var database = TestDatabase.of(18)) {
            Map<String, Recommendation> told = told(database.session(), UNKNOWN);

            assertThat(List.of("shared_buffers", "effective_cache_size", "work_mem", "maintenance_work_mem"))
                    .allSatisfy(name -> assertThat(told.get(name).advice()).isEqualTo(Advice.UNKNOWN))
                    .allSatisfy(name -> assertThat(told.get(name).recommended()).isNull())
                    .allSatisfy(name ->
                            assertThat(told.get(name).reason().english()).contains("?memory="));
            assertThat(told.get("random_page_cost").reason().german()).contains("?disk=");
            assertThat(told.get("max_connections").reason().english()).contains("?connections=");

            CheckReport report = new ServerSettings().check(database.session(), checked(ServerDescription.NONE));
            assertThat(report.missing()).hasSize(4).anyMatch(line -> line.startsWith("shared_buffers, "));
        }
    }

    @Test
    void aConfiguredMemoryThatIsNoneIsNamed() throws Exception {
        try (var database = TestDatabase.of(18)) {
            var wrong = new ServerDescription(Optional.of("viel"), Optional.empty(), Optional.empty());

            assertThat(new ServerSettings()
                            .check(database.session(), checked(wrong))
                            .missing())
                    .anyMatch(line -> line.startsWith("belastbar.targets.shop-db: ") && line.contains("memory"));
        }
    }

    @Test
    void dangersOfTheServerAndOfRolesAreTold() throws Exception {
        String role = "Röle \"x\" " + UUID.randomUUID();
        String quoted = '"' + role.replace("\"", "\"\"") + '"';
        try (var database = TestDatabase.of(18)) {
            database.run(
                    "CREATE ROLE " + quoted,
                    "ALTER ROLE " + quoted + " SET enable_seqscan = off",
                    "ALTER DATABASE " + database.name() + " SET synchronous_commit = off",
                    "ALTER ROLE " + quoted + " SET work_mem = '64MB'");

            CheckReport report = new ServerSettings().check(database.session(), checked(ServerDescription.NONE));

            // The tests' servers run without fsync.
            assertThat(report.diagnoses())
                    .extracting(diagnosis -> diagnosis.title())
                    .contains(
                            "fsync is off",
                            "full_page_writes is off",
                            "enable_seqscan is off for role " + role,
                            "synchronous_commit is off for database " + database.name())
                    .doesNotContain("autovacuum is off", "synchronous_commit is off");
            assertThat(report.diagnoses())
                    .flatExtracting(diagnosis -> diagnosis.measures())
                    .contains(
                            "ALTER ROLE " + quoted + " RESET enable_seqscan",
                            "ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf()");
            assertThat(report.rows())
                    .filteredOn(row -> row.get("setting").equals("work_mem"))
                    .extracting(row -> row.get("otherwiseFor"))
                    .containsExactly("role " + role + ": 64MB");
            database.run("DROP ROLE " + quoted);
        }
    }

    @Test
    void aLoginWithoutGrantsIsToldWhatItCannotSee() throws Exception {
        String role = "r" + UUID.randomUUID().toString().replace("-", "");
        try (var database = TestDatabase.of(18)) {
            database.run("CREATE ROLE " + role + " LOGIN PASSWORD 'x'");

            CheckReport report =
                    new ServerSettings().check(database.session(role, "x"), checked(ServerDescription.NONE));

            assertThat(report.missing()).anyMatch(line -> line.contains("pg_read_all_settings"));
            assertThat(OptimizationChecklist.answers(
                            database.session(role, "x"),
                            checked(ServerDescription.NONE),
                            ServerState.read(database.session(role, "x"), Instant.now()),
                            UNKNOWN))
                    .hasSize(19);
            database.run("DROP ROLE " + role);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void everyLineOfTheChecklistIsAnsweredWithEvidence(int major) throws Exception {
        try (var database = TestDatabase.of(major);
                Connection pool = database.connect();
                Statement sql = pool.createStatement()) {
            sql.execute("SET application_name = 'HikariCP'");
            database.run(
                    "CREATE TABLE parent (id int PRIMARY KEY)",
                    "CREATE TABLE child (id int REFERENCES parent)",
                    "INSERT INTO parent SELECT generate_series(1, 5000)",
                    "INSERT INTO child SELECT generate_series(1, 5000)",
                    "ANALYZE");
            var session = database.session();

            List<ChecklistAnswer> answers = OptimizationChecklist.answers(
                    session,
                    checked(ServerDescription.NONE),
                    ServerState.read(session, Instant.now().plus(TWO_DAYS)),
                    LARGE);

            assertThat(answers).hasSize(19).allSatisfy(one -> {
                assertThat(one.evidence().german()).isNotBlank();
                assertThat(one.evidence().english()).isNotBlank();
            });
            assertThat(answers.stream().map(ServerSettingsIT::shortly).toList())
                    .contains(
                            "Index vorhanden für WHERE/JOIN Spalten?: FALSE",
                            "VACUUM & ANALYZE regelmäßig (täglich)?: TRUE",
                            "shared_buffers >= 25% RAM (für Hetzner 128GB: 32GB)?: FALSE",
                            // The tests' 14 takes 100, the tests' 18 takes 200.
                            "max_connections auf Last ausgelegt (40+ Mandanten)?: " + (major == 18 ? "TRUE" : "FALSE"),
                            "RLS Policy selbst ist < 10ms (EXPLAIN ANALYZE)?: TRUE",
                            "PgBouncer oder Hikari-CP konfiguriert?: TRUE",
                            "Connection Pool Size: 20-50 pro Backend-Instanz?: CANNOT_BE_SEEN",
                            "Idle in Transaction Timeout: 30 Sekunden?: FALSE",
                            "pg_stat_statements Extension aktiviert?: TRUE",
                            "Top 10 Queries überwacht (Prometheus)?: CANNOT_BE_SEEN",
                            "Slow Query Log aktiviert (1 Sekunde Threshold)?: FALSE");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void whatHappensInADayCannotBeSeenInMinutesAndForeignKeysAreNoPolicies(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            database.run(
                    "CREATE TABLE parent (id int PRIMARY KEY)",
                    "INSERT INTO parent SELECT generate_series(1, 3000)",
                    "ANALYZE parent",
                    "CREATE TABLE child (id int REFERENCES parent) WITH (autovacuum_enabled = off)",
                    "ALTER TABLE child ENABLE ROW LEVEL SECURITY",
                    "INSERT INTO child SELECT generate_series(1, 3000)");
            var session = database.session();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> session.rows("SELECT coalesce(sum(n_mod_since_analyze), 0)::bigint AS changed"
                                            + " FROM pg_stat_user_tables WHERE relname = 'child'")
                                    .getFirst()
                                    .whole("changed")
                            == 3000);
            ServerState young = ServerState.read(session, Instant.now());
            ServerState old = ServerState.read(session, Instant.now().plus(TWO_DAYS));

            List<ChecklistAnswer> early =
                    OptimizationChecklist.answers(session, checked(ServerDescription.NONE), young, LARGE);
            List<ChecklistAnswer> late =
                    OptimizationChecklist.answers(session, checked(ServerDescription.NONE), old, LARGE);

            assertThat(young.counted()).isLessThan(Duration.ofDays(1));
            assertThat(early)
                    .filteredOn(one -> one.line().english().startsWith("No N+1"))
                    .extracting(one -> one.evidence().english())
                    .singleElement()
                    .asString()
                    .startsWith("Cannot be seen yet");
            assertThat(early)
                    .filteredOn(
                            one -> one.evidence().english().startsWith("Cannot be seen yet: it is counted since 20"))
                    .extracting(one -> one.line().english())
                    .contains(
                            "VACUUM & ANALYZE regularly (daily)?", "work_mem right for sorts?", "No N+1 by policies?");
            assertThat(late.stream().map(ServerSettingsIT::shortly).toList())
                    .contains(
                            "work_mem korrekt gesetzt für Sortierungen?: TRUE",
                            "Kein N+1 Problem durch RLS-Policies?: TRUE");
            assertThat(late)
                    .filteredOn(one -> one.line().english().startsWith("VACUUM"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.evidence().english())
                            .isEqualTo("1 table changed much and has waited for more than a day: public.child"));
        }
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void theFileIsYamlInBothLanguages(ReportLanguage language) throws Exception {
        try (var database = TestDatabase.of(18)) {
            database.run("ALTER DATABASE " + database.name() + " SET search_path = '\"$user\"', public");
            var session = database.session();
            ServerState state = ServerState.read(session, Instant.now());
            List<ChecklistAnswer> answers =
                    OptimizationChecklist.answers(session, checked(ServerDescription.NONE), state, LARGE);

            String file = TuningFile.write("shop-db", state, LARGE, SettingRule.all(state, LARGE), answers, language);

            JsonNode yaml = new YAMLMapper().readTree(file);
            assertThat(yaml.at("/server/memory").asText()).isEqualTo("128GB");
            assertThat(yaml.at("/settings/0/setting").asText()).isEqualTo("shared_buffers");
            assertThat(yaml.at("/settings/0/needs_restart").asBoolean()).isTrue();
            assertThat(yaml.at("/alter_system/0").asText()).isEqualTo("ALTER SYSTEM SET shared_buffers = '32GB'");
            assertThat(yaml.at("/overrides/0/setting").asText()).isNotEmpty();
            assertThat(yaml.at("/checklist/monitoring")).hasSize(4);
            assertThat(file).contains(language == ReportLanguage.GERMAN ? "# Ein Viertel" : "# A quarter");
        }
    }

    private static String shortly(ChecklistAnswer answer) {
        return answer.line().german() + ": " + answer.answer();
    }

    private static Map<String, Recommendation> told(TargetSession session, ServerSize size) {
        return SettingRule.all(ServerState.read(session, Instant.now()), size).stream()
                .collect(Collectors.toMap(one -> one.current().name(), Function.identity()));
    }

    private static CheckedDatabase checked(ServerDescription server) {
        var description = new SystemDescription("shop", "Shop", "", ZoneOffset.UTC, Map.of("postgresql", "shop-db"));
        var target = new Target(
                "shop-db",
                URI.create("postgresql://127.0.0.1/shop"),
                Optional.empty(),
                ObservedRoles.ALL,
                TargetTrust.DEFAULT,
                server);
        return new CheckedDatabase(description, target, "postgres", Instant.now());
    }
}
