package io.belastbar.profiling.setting;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server is set to, and what it has counted that its settings decide.
 *
 * @param settings by name; those that only superusers and {@code pg_read_all_settings} see may be missing
 * @param overrides for roles and databases
 * @param connections clients' connections now
 * @param temporaryBytes written for sorts and hashes that did not fit, of this database, since its statistics began
 * @param counted for how long that is counted; zero if it is not known
 * @param readAt when
 * @param walBytesPerSecond mean since WAL statistics began; 0 if it is not known
 * @param checkpointsForced because WAL grew to its limit, of all
 */
public record ServerState(
        int version,
        Map<String, ServerSetting> settings,
        List<SettingOverride> overrides,
        long connections,
        long temporaryBytes,
        Duration counted,
        Instant readAt,
        double walBytesPerSecond,
        Checkpoints checkpointsForced) {

    /** How often a checkpoint was made because WAL grew to its limit, and how often because it was time. */
    public record Checkpoints(long forced, long timed) {}

    private static final String SETTINGS = """
            SELECT name, setting, unit, context, source, pending_restart FROM pg_settings
            """;
    private static final String OVERRIDES = """
            SELECT split_part(c, '=', 1) AS setting, substr(c, strpos(c, '=') + 1) AS value,
                   r.rolname::text AS role, d.datname::text AS database
            FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) c
            LEFT JOIN pg_roles r ON r.oid = s.setrole
            LEFT JOIN pg_database d ON d.oid = s.setdatabase
            ORDER BY 1, 3, 4
            """;
    private static final String COUNTED = """
            SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' OR backend_type IS NULL)
                   AS connections,
                   d.temp_bytes,
                   coalesce(d.stats_reset, greatest(b.stats_reset, coalesce($1::timestamptz, pg_postmaster_start_time())))
                   AS since,
                   (SELECT (wal_bytes / nullif(extract(epoch FROM now() - stats_reset), 0))::float8 FROM pg_stat_wal)
                   AS wal_bytes_per_second, k.forced, k.timed
            FROM pg_stat_database d CROSS JOIN pg_stat_bgwriter b CROSS JOIN %s k WHERE d.datname = current_database()
            """;

    private static final String MAY_ASK =
            "SELECT has_function_privilege('pg_stat_file(text, boolean)', 'EXECUTE') AS may_ask";

    /** This file is written once, by CREATE DATABASE. */
    private static final String CREATED = """
            SELECT (pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification AS created
            FROM pg_database WHERE datname = current_database()
            """;

    public static ServerState read(TargetSession session, Instant now) {
        Map<String, ServerSetting> settings = new LinkedHashMap<>();
        for (TargetRow row : session.rows(SETTINGS)) {
            settings.put(row.text("name"), ServerSetting.of(row));
        }
        List<SettingOverride> overrides = session.rows(OVERRIDES).stream()
                .map(row -> new SettingOverride(
                        row.text("setting"), row.text("value"), row.text("role"), row.text("database")))
                .toList();
        String checkpoints = session.version() >= 170_000
                ? "(SELECT num_requested AS forced, num_timed AS timed FROM pg_stat_checkpointer)"
                : "(SELECT checkpoints_req AS forced, checkpoints_timed AS timed FROM pg_stat_bgwriter)";
        TargetRow counted =
                session.rows(COUNTED.formatted(checkpoints), created(session)).getFirst();
        Instant since = counted.instant("since");
        return new ServerState(
                session.version(),
                settings,
                overrides,
                counted.whole("connections"),
                counted.whole("temp_bytes"),
                since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now),
                now,
                counted.number("wal_bytes_per_second"),
                new Checkpoints(counted.whole("forced"), counted.whole("timed")));
    }

    /**
     * When the database was created: from PostgreSQL 15 on its statistics do not say since when they count. Null for who may
     * not ask; then the start of the server is taken, which is no earlier than what is counted since.
     */
    private static OffsetDateTime created(TargetSession session) {
        if (!session.rows(MAY_ASK).getFirst().truth("may_ask")) {
            return null;
        }
        Instant created = session.rows(CREATED).getFirst().instant("created");
        return created == null ? null : created.atOffset(ZoneOffset.UTC);
    }

    public Optional<ServerSetting> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** As a number in bytes or milliseconds; the other one if it cannot be seen. */
    public double number(String name, double other) {
        return setting(name).map(ServerSetting::number).orElse(other);
    }

    /** Who has another value of it. */
    public List<SettingOverride> overridesOf(String name) {
        return overrides.stream()
                .filter(override -> override.setting().equals(name))
                .toList();
    }
}
