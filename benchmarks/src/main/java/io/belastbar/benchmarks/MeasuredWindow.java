package io.belastbar.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.belastbar.load.result.Cell;
import io.belastbar.load.run.LoadRun;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What a run did in a window after its warm-up, and how much processor time this process spent on it. */
final class MeasuredWindow {

    private static final long LOOK_MILLIS = 250;

    private MeasuredWindow() {}

    /** Prints {@code requests= cpuNanos= errors=}. */
    static void print(LoadRun run, int warmUpSeconds, int seconds) throws InterruptedException {
        look(run, warmUpSeconds);
        Cell before = total(run);
        long cpuBefore = cpuNanos();
        look(run, seconds);
        long cpu = cpuNanos() - cpuBefore;
        Cell after = total(run);
        System.out.printf(
                "requests=%d cpuNanos=%d errors=%d%n", after.requests() - before.requests(), cpu, after.errorCount());
    }

    private static void look(LoadRun run, int seconds) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < until) {
            Thread.sleep(LOOK_MILLIS);
            run.snapshot();
        }
    }

    private static Cell total(LoadRun run) {
        Cell total = new Cell();
        run.tally().totals().values().forEach(total::add);
        return total;
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
