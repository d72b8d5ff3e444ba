package io.belastbar.local.convert.sql;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A setting of PostgreSQL, as its manual describes it (chapter 20).
 *
 * @param kind what its values are
 * @param change what it takes to change it
 * @param delivered its default in PostgreSQL 14 to 18
 */
record ServerParameter(String name, Kind kind, Change change, String delivered) {
    /** What values are. */
    enum Kind {
        SIZE("-1|0|\\d+(?:\\.\\d+)?\\s*(?:B|kB|MB|GB|TB)?", "a size such as 256MB or 1GB"),
        TIME("-1|0|\\d+(?:\\.\\d+)?\\s*(?:us|ms|s|min|h|d)?", "a time such as 30s or 15min"),
        NUMBER("-?\\d+(?:\\.\\d+)?", "a number"),
        SWITCH("(?i:on|off|true|false|yes|no|1|0)", "on or off"),
        TEXT("(?s:.*)", "a text");

        private final Pattern form;
        private final String rule;

        Kind(String form, String rule) {
            this.form = Pattern.compile(form);
            this.rule = rule;
        }
    }

    /** When another value holds. */
    enum Change {
        RESTART(
                "SET is refused (\"cannot be changed without restarting the server\"): ALTER SYSTEM and a restart",
                "needs a restart"),
        RELOAD("SET is refused (\"cannot be changed now\"): ALTER SYSTEM and a reload", "needs a reload"),
        SESSION(
                "SET holds for this session only, and ends with it: ALTER SYSTEM and a reload let it last",
                "needs a reload");

        private final String meaning;
        private final String needs;

        Change(String meaning, String needs) {
            this.meaning = meaning;
            this.needs = needs;
        }

        String meaning() {
            return meaning;
        }

        String needs() {
            return needs;
        }
    }

    private static final Map<String, ServerParameter> KNOWN = new TreeMap<>();

    static {
        add(Kind.SIZE, Change.RESTART, "shared_buffers 128MB", "wal_buffers -1");
        add(Kind.NUMBER, Change.RESTART, "max_connections 100", "autovacuum_max_workers 3", "max_worker_processes 8");
        add(Kind.NUMBER, Change.RESTART, "superuser_reserved_connections 3", "max_locks_per_transaction 64");
        add(Kind.TEXT, Change.RESTART, "shared_preload_libraries ", "wal_level replica", "huge_pages try");
        add(Kind.NUMBER, Change.RELOAD, "checkpoint_completion_target 0.9", "autovacuum_vacuum_threshold 50");
        add(Kind.NUMBER, Change.RELOAD, "autovacuum_vacuum_scale_factor 0.2", "autovacuum_analyze_scale_factor 0.1");
        add(Kind.NUMBER, Change.RELOAD, "autovacuum_analyze_threshold 50", "autovacuum_vacuum_cost_limit -1");
        add(
                Kind.TIME,
                Change.RELOAD,
                "checkpoint_timeout 5min",
                "autovacuum_naptime 1min",
                "autovacuum_vacuum_cost_delay 2ms");
        add(Kind.SIZE, Change.RELOAD, "max_wal_size 1GB", "min_wal_size 80MB", "autovacuum_work_mem -1");
        add(Kind.SWITCH, Change.RELOAD, "autovacuum on", "fsync on", "full_page_writes on");
        add(
                Kind.SIZE,
                Change.SESSION,
                "effective_cache_size 4GB",
                "work_mem 4MB",
                "maintenance_work_mem 64MB",
                "temp_buffers 8MB");
        add(Kind.NUMBER, Change.SESSION, "random_page_cost 4", "seq_page_cost 1", "cpu_tuple_cost 0.01");
        add(Kind.NUMBER, Change.SESSION, "cpu_index_tuple_cost 0.005", "cpu_operator_cost 0.0025");
        add(Kind.NUMBER, Change.SESSION, "default_statistics_target 100", "max_parallel_workers_per_gather 2");
        add(Kind.TIME, Change.SESSION, "idle_in_transaction_session_timeout 0", "idle_session_timeout 0");
        add(Kind.TIME, Change.SESSION, "log_min_duration_statement -1", "statement_timeout 0", "lock_timeout 0");
        add(Kind.SWITCH, Change.SESSION, "track_io_timing off", "jit on");
        add(Kind.TEXT, Change.SESSION, "synchronous_commit on");
    }

    private static void add(Kind kind, Change change, String... namesWithDefaults) {
        for (String one : namesWithDefaults) {
            int blank = one.indexOf(' ');
            String name = one.substring(0, blank);
            KNOWN.put(name, new ServerParameter(name, kind, change, one.substring(blank + 1)));
        }
    }

    /** Empty if this version does not know it. */
    static Optional<ServerParameter> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** Empty if it is a value of the setting; else what a value is. */
    Optional<String> refuses(String value) {
        return kind.form.matcher(value).matches() ? Optional.empty() : Optional.of(kind.rule);
    }

    /** Whether it says what holds anyway. */
    boolean isDelivered(String value) {
        return switch (kind) {
            case NUMBER -> Double.parseDouble(value) == Double.parseDouble(delivered);
            case SWITCH -> isOn(value) == isOn(delivered);
            case SIZE, TIME -> value.replace(" ", "").equals(delivered);
            case TEXT -> value.equals(delivered);
        };
    }

    private static boolean isOn(String value) {
        return value.matches("(?i:on|true|yes|1)");
    }
}
