package io.belastbar.benchmarks;

import io.belastbar.load.http.HttpDriver;
import io.belastbar.load.http.HttpSettings;
import io.belastbar.load.http.HttpTarget;
import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondResult;
import io.belastbar.load.run.LoadRun;
import io.belastbar.load.run.LoadRunSettings;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.transport.EventLoops;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A long run at 1,000 requests a second with 40 tenants; prints what the heap holds after a collection. */
public final class Soak {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LANES = 2;

    private Soak() {}

    /** Argument: minutes. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        Scenario scenario = ScenarioParser.parse("""
                scenario: soak
                target: local
                load: { model: open, rate: 500/s, duration: %dm, arrival: poisson }
                tenants: { count: 40 }
                connections: 100
                steps: [ { request: "GET /?t=${tenant}" }, { request: GET / } ]
                """.formatted(minutes), ScenarioLimits.DEFAULT);
        LoadRunSettings settings = new LoadRunSettings(LANES, Double.POSITIVE_INFINITY, TIMEOUT, 10_000, 100);
        long encoded = 0;
        int seconds = 0;
        try (Target target = Target.start();
                LoadRun run = new LoadRun(
                        scenario,
                        settings,
                        EventLoops.of(LANES),
                        (loop, share) -> new HttpDriver(
                                loop,
                                HttpTarget.of(URI.create("http://127.0.0.1:" + target.port())),
                                new HttpSettings(scenario.http(), share.part(100), TIMEOUT, TIMEOUT, 1 << 26)),
                        null)) {
            run.open(TIMEOUT);
            run.start();
            System.out.println(
                    "| minute | requests | heap after a collection, MB | resident, MB | stored per second, kB | generator p99 late, ms |");
            System.out.println("|---|---|---|---|---|---|");
            for (boolean done = false; !done; ) {
                Thread.sleep(1_000);
                var look = run.snapshot();
                done = look.done();
                for (SecondResult second : look.seconds()) {
                    encoded += SecondCodec.encode(second).length;
                    seconds++;
                    if (seconds % 300 == 0) {
                        print(run, seconds, encoded);
                    }
                }
            }
        }
    }

    private static void print(LoadRun run, int seconds, long encoded) throws IOException {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        long requests = run.tally().totals().values().stream()
                .mapToLong(cell -> cell.requests())
                .sum();
        System.out.printf(
                "| %d | %d | %.1f | %d | %.1f | %.2f |%n",
                seconds / 60,
                requests,
                memory.getHeapMemoryUsage().getUsed() / 1e6,
                residentMegabytes(),
                encoded / 1e3 / seconds,
                run.tally().generator().latenessP99Ms());
    }

    private static long residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_000)
                        .findFirst()
                        .orElse(-1)
                : -1;
    }
}
