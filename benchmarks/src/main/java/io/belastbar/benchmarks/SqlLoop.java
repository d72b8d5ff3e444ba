package io.belastbar.benchmarks;

import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.postgresql.PostgresDriver;
import io.belastbar.load.postgresql.PostgresSettings;
import io.belastbar.load.postgresql.PostgresTarget;
import io.belastbar.load.run.LoadRun;
import io.belastbar.load.run.LoadRunSettings;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.transport.EventLoops;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The whole engine against PostgreSQL in a process of its own: users that send a script, wait and send again. Prints
 * {@code requests= cpuNanos= errors=} of the measured window, which begins after the warm-up.
 */
public final class SqlLoop {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ROWS = 20_000;

    private SqlLoop() {}

    /** Arguments: address, password, script (select, rls or rls-steps), users, lanes, seconds of warm-up, seconds. */
    public static void main(String[] arguments) throws InterruptedException {
        String script = arguments[2];
        int users = Integer.parseInt(arguments[3]);
        int lanes = Integer.parseInt(arguments[4]);
        int warmUp = Integer.parseInt(arguments[5]);
        int seconds = Integer.parseInt(arguments[6]);
        Scenario scenario = ScenarioParser.parse(document(script, users, warmUp + seconds + 2), ScenarioLimits.DEFAULT);
        LoadRunSettings settings = new LoadRunSettings(lanes, Double.POSITIVE_INFINITY, TIMEOUT, users, users);
        PostgresTarget target = PostgresTarget.of(URI.create(arguments[0]), "app", arguments[1]);
        try (LoadRun run = new LoadRun(
                scenario,
                settings,
                EventLoops.of(lanes),
                null,
                (loop, share) -> driver(scenario, target, loop, share))) {
            run.open(TIMEOUT);
            run.start();
            MeasuredWindow.print(run, warmUp, seconds);
        }
    }

    private static PostgresDriver driver(Scenario scenario, PostgresTarget target, EventLoop loop, LaneShare share) {
        int connections = share.part(scenario.sql().connections());
        return new PostgresDriver(
                loop, target, new PostgresSettings(scenario.sql(), connections, TIMEOUT, TIMEOUT, "tenant"));
    }

    private static String document(String script, int users, int seconds) {
        String step = script.equals("select") ? """
                { sql: "SELECT id, name, qty FROM item_plain WHERE tenant_id = $1 AND id = $2",
                  parameters: ["${rows.tenant}", "${rows.id}"] }""" : """
                { sql: ["SELECT set_config('app.tenant', $1, true)", "SELECT id, name, qty FROM item WHERE id = $1"],
                  parameters: [["${rows.tenant}"], ["${rows.id}"]], transaction: true }""";
        return """
                scenario: sql
                database: local
                data: { rows: { csv: "%s", order: random } }
                sql: { connections: %d, pipelining: %s }
                stages: [ { duration: 0s, target: %d }, { duration: %ds, target: %d } ]
                steps: [ %s ]
                """.formatted(rows(), users, !script.equals("rls-steps"), users, seconds, users, step);
    }

    /** As pgbench draws them: tenants 1 to 100, a thousand rows each. */
    private static String rows() {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder csv = new StringBuilder("tenant,id");
        for (int row = 0; row < ROWS; row++) {
            int tenant = 1 + random.nextInt(100);
            csv.append("\\n").append(tenant).append(',').append((tenant - 1) * 1_000 + 1 + random.nextInt(1_000));
        }
        return csv.toString();
    }
}
