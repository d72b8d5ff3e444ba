package io.belastbar.plans.rule.memory;

import java.util.stream.DoubleStream;

/** Values of {@code work_mem} that do. */
public final class WorkMem {
    private static final double KB_PER_MB = 1024;
    private static final double[] STEPS_MB = {1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024};

    /** From here on a statement should need less, rather than get more: each connection may take it, more than once. */
    public static final double KB_MAX = 1024 * KB_PER_MB;

    private WorkMem() {}

    /** The next usual size above what is needed, as PostgreSQL writes it: {@code 64MB}. */
    public static String setting(double neededKb) {
        double megabytes = DoubleStream.of(STEPS_MB)
                .filter(step -> step * KB_PER_MB >= neededKb)
                .findFirst()
                .orElseGet(() -> Math.ceil(neededKb / KB_PER_MB / 256) * 256);
        return "%dMB".formatted((long) megabytes);
    }
}
