package io.belastbar.benchmarks;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many transactions a client sends for a second of its own processor time: Belastbar and pgbench in turns against the
 * same PostgreSQL, a closed loop. Prints a Markdown table. Compare only within one run.
 */
public final class SqlGenerators {

    private static final String PASSWORD = "benchmark-password";
    private static final Pattern TOLD = Pattern.compile("requests=(\\d+) cpuNanos=(\\d+) errors=(\\d+)");
    private static final Pattern PGBENCH = Pattern.compile("transactions actually processed: (\\d+)");

    private static final int CLIENTS = Integer.getInteger("users", 16);
    private static final int THREADS = Integer.getInteger("threads", 1);
    private static final int WARM_UP = Integer.getInteger("warm-up", 20);
    private static final int SECONDS = Integer.getInteger("seconds", 8);

    private SqlGenerators() {}

    /** A client and a script. */
    private record Case(String name, String script, boolean pgbench) {}

    private static final List<Case> CASES = List.of(
            new Case("select: pgbench", "select", true),
            new Case("select: Belastbar", "select", false),
            new Case("RLS transaction: pgbench", "rls", true),
            new Case("RLS transaction: pgbench, pipelined", "rls-pipeline", true),
            new Case("RLS transaction: Belastbar, pipelined", "rls", false),
            new Case("RLS transaction: Belastbar, step by step", "rls-steps", false));

    /** System properties: rounds, seconds, warm-up, users, threads. */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory("belastbar-benchmark");
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "belastbar");
        EmbeddedPostgres postgres = new EmbeddedPostgres(
                cache, folder.resolve("data"), FreePorts.find(1).getFirst(), "admin-password", List.of("fsync=off"));
        postgres.start();
        Map<Case, List<Double>> results = new LinkedHashMap<>();
        CASES.forEach(one -> results.put(one, new ArrayList<>()));
        try {
            fill(postgres);
            for (int round = 1; round <= Integer.getInteger("rounds", 3); round++) {
                for (Case one : CASES) {
                    double perCpuSecond =
                            one.pgbench() ? pgbench(one, postgres.port(), folder) : ours(one, postgres.port());
                    results.get(one).add(perCpuSecond);
                    System.err.printf(Locale.ROOT, "round %d: %s %.0f%n", round, one.name(), perCpuSecond);
                }
            }
        } finally {
            postgres.stop();
        }
        System.out.printf(
                "%nPostgreSQL 18, %d connections, %d client thread(s), %d s measured, prepared statements.%n%n",
                CLIENTS, THREADS, SECONDS);
        print(results);
    }

    private static void fill(EmbeddedPostgres postgres) throws SQLException {
        try (Connection admin = postgres.connect("postgres");
                Statement sql = admin.createStatement()) {
            sql.execute("CREATE ROLE app LOGIN PASSWORD '" + PASSWORD + "'");
            sql.execute(
                    "CREATE TABLE item_plain (tenant_id int, id int, name text, qty int, PRIMARY KEY (tenant_id, id))");
            sql.execute("INSERT INTO item_plain SELECT 1 + (i - 1) / 1000, i, 'item ' || i, i % 100"
                    + " FROM generate_series(1, 100000) i");
            sql.execute("CREATE TABLE item (tenant_id int, id int PRIMARY KEY, name text, qty int)");
            sql.execute("INSERT INTO item SELECT * FROM item_plain");
            sql.execute("ALTER TABLE item ENABLE ROW LEVEL SECURITY");
            sql.execute("CREATE POLICY own ON item USING (tenant_id = current_setting('app.tenant')::int)");
            sql.execute("GRANT SELECT ON item, item_plain TO app");
            sql.execute("VACUUM ANALYZE");
        }
    }

    private static double ours(Case one, int port) throws IOException, InterruptedException {
        Process process = Programs.java(
                        System.getProperty("java.class.path"),
                        List.of(
                                SqlLoop.class.getName(),
                                "postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable",
                                PASSWORD,
                                one.script(),
                                "" + CLIENTS,
                                "" + THREADS,
                                "" + WARM_UP,
                                "" + SECONDS))
                .start();
        String text = told(process, Duration.ofSeconds(WARM_UP + SECONDS + 60L));
        Matcher numbers = TOLD.matcher(text);
        if (!numbers.find() || !numbers.group(3).equals("0")) {
            throw new IllegalStateException("it should report requests without errors: said '" + text + "'");
        }
        return Long.parseLong(numbers.group(1)) * 1e9 / Long.parseLong(numbers.group(2));
    }

    private static double pgbench(Case one, int port, Path folder) throws IOException, InterruptedException {
        Path program = Programs.find("pgbench");
        if (program == null) {
            throw new IllegalStateException("pgbench is missing: apt-get install postgresql-contrib");
        }
        Path script = Files.writeString(folder.resolve(one.script() + ".sql"), script(one.script()));
        ProcessBuilder command = new ProcessBuilder(
                program.toString(),
                "-h127.0.0.1",
                "-p" + port,
                "-Uapp",
                "-n",
                "-Mprepared",
                "-c" + CLIENTS,
                "-j" + THREADS,
                "-T" + SECONDS,
                "-f",
                script.toString(),
                "postgres");
        command.environment().put("PGPASSWORD", PASSWORD);
        command.environment().put("PGSSLMODE", "disable");
        Process process = command.redirectErrorStream(true).start();
        long cpu = 0;
        while (process.isAlive()) {
            cpu = Math.max(
                    cpu,
                    process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L));
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher transactions = PGBENCH.matcher(text);
        if (!transactions.find() || cpu == 0 || process.exitValue() != 0) {
            throw new IllegalStateException("pgbench should report its transactions: said " + text);
        }
        return Long.parseLong(transactions.group(1)) * 1e9 / cpu;
    }

    private static String script(String name) {
        String draw = "\\set tenant random(1, 100)\n\\set id (:tenant - 1) * 1000 + random(1, 1000)\n";
        String transaction = "BEGIN;\nSELECT set_config('app.tenant', :tenant::text, true);\n"
                + "SELECT id, name, qty FROM item WHERE id = :id;\nCOMMIT;\n";
        return switch (name) {
            case "select" -> draw + "SELECT id, name, qty FROM item_plain WHERE tenant_id = :tenant AND id = :id;\n";
            case "rls" -> draw + transaction;
            default -> draw + "\\startpipeline\n" + transaction + "\\endpipeline\n";
        };
    }

    private static String told(Process process, Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it did not end in time");
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void print(Map<Case, List<Double>> results) {
        System.out.println(
                "| client and script | transactions per CPU-second, median | lowest to highest | ÷ pgbench |");
        System.out.println("|---|---|---|---|");
        double pgbench = 1;
        for (Map.Entry<Case, List<Double>> result : results.entrySet()) {
            double median = median(result.getValue());
            pgbench = result.getKey().name().endsWith(": pgbench") ? median : pgbench;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f to %,.0f | %.2f |%n",
                    result.getKey().name(),
                    median,
                    result.getValue().stream().mapToDouble(each -> each).min().orElse(0),
                    result.getValue().stream().mapToDouble(each -> each).max().orElse(0),
                    median / pgbench);
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(each -> each).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElse(0);
    }
}
