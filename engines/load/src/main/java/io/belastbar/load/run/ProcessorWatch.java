package io.belastbar.load.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** How busy the generator's threads and its whole process were between two looks. */
final class ProcessorWatch {

    /** Shares from 0 to 1; -1 where the JVM does not tell. */
    record Use(double busiestLane, double process) {}

    /** Processor time is counted in steps of some milliseconds: over less time than this its share says nothing. */
    private static final long LEAST_NANOS = 200_000_000L;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final List<LaneLoop> lanes;
    private final long[] laneCpu;
    private long processCpu;
    private long lookedAt;
    private Use latest;

    ProcessorWatch(List<LaneLoop> lanes) {
        this.lanes = lanes;
        this.laneCpu = new long[lanes.size()];
        look();
    }

    Use look() {
        long now = System.nanoTime();
        long elapsed = now - lookedAt;
        if (elapsed < LEAST_NANOS && latest != null) {
            return latest;
        }
        double busiest = -1;
        for (int index = 0; index < laneCpu.length; index++) {
            long id = lanes.get(index).threadId();
            long cpu = id == 0 || !threads.isThreadCpuTimeSupported() ? -1 : threads.getThreadCpuTime(id);
            if (cpu >= 0) {
                busiest = Math.max(busiest, (double) (cpu - laneCpu[index]) / elapsed);
                laneCpu[index] = cpu;
            }
        }
        long process = system.getProcessCpuTime();
        double used = process < 0 ? -1 : (double) (process - processCpu) / elapsed / processors;
        processCpu = process;
        lookedAt = now;
        latest = new Use(Math.min(1, busiest), Math.min(1, used));
        return latest;
    }
}
