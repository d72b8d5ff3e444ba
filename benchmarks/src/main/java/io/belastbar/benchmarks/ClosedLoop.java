package io.belastbar.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.belastbar.load.http.HttpDriver;
import io.belastbar.load.http.HttpSettings;
import io.belastbar.load.http.HttpTarget;
import io.belastbar.load.result.Cell;
import io.belastbar.load.run.LoadRun;
import io.belastbar.load.run.LoadRunSettings;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.transport.EventLoops;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;

/**
 * The whole engine in a process of its own: users that send, wait for the answer and send again. Prints
 * {@code requests= cpuNanos= errors=} of the measured window, which begins after the warm-up.
 */
public final class ClosedLoop {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 250;

    private ClosedLoop() {}

    /** Arguments: address, users (each has a connection), lanes, seconds of warm-up, seconds measured, HTTP version. */
    public static void main(String[] arguments) throws InterruptedException {
        URI address = URI.create(arguments[0]);
        int users = Integer.parseInt(arguments[1]);
        int lanes = Integer.parseInt(arguments[2]);
        int warmUp = Integer.parseInt(arguments[3]);
        int seconds = Integer.parseInt(arguments[4]);
        Scenario scenario = ScenarioParser.parse(
                """
                scenario: closed
                target: local
                connections: %d
                http: { version: %s }
                stages: [ { duration: 0s, target: %d }, { duration: %ds, target: %d } ]
                steps: [ { request: GET %s } ]
                """.formatted(
                                users,
                                arguments.length > 5 ? arguments[5] : "1",
                                users,
                                warmUp + seconds + 2,
                                users,
                                path(address)),
                ScenarioLimits.DEFAULT);
        LoadRunSettings settings = new LoadRunSettings(lanes, Double.POSITIVE_INFINITY, TIMEOUT, users, users);
        HttpTarget target = HttpTarget.of(address.resolve("/"));
        try (LoadRun run = new LoadRun(
                scenario,
                settings,
                EventLoops.of(lanes),
                (loop, share) -> new HttpDriver(
                        loop, target, new HttpSettings(scenario.http(), share.part(users), TIMEOUT, TIMEOUT, 1 << 26)),
                null)) {
            run.open(TIMEOUT);
            run.start();
            look(run, warmUp);
            Cell before = total(run);
            long allocatedBefore = allocatedBytes();
            long cpuBefore = cpuNanos();
            look(run, seconds);
            long cpu = cpuNanos() - cpuBefore;
            long allocated = allocatedBytes() - allocatedBefore;
            Cell after = total(run);
            long requests = after.requests() - before.requests();
            System.out.printf(
                    "requests=%d cpuNanos=%d errors=%d allocatedBytesPerRequest=%d%n",
                    requests, cpu, after.errorCount(), allocated / Math.max(1, requests));
        }
    }

    private static String path(URI address) {
        return address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    }

    private static void look(LoadRun run, int seconds) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < until) {
            Thread.sleep(LOOK_MILLIS);
            run.look();
        }
    }

    private static Cell total(LoadRun run) {
        Cell total = new Cell();
        run.tally().totals().values().forEach(total::add);
        return total;
    }

    private static long allocatedBytes() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getTotalThreadAllocatedBytes();
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
