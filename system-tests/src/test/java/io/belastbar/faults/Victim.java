package io.belastbar.faults;

import java.util.Random;

/** Who is killed while faults are under way. */
enum Victim {
    CHAOS_SERVICE("run/chaos.pid", 3),
    FAULT_PROXY("run/fault-proxy.pid", 3),
    PLATFORM_DATABASE("data/postgresql.pid", 2),
    /** Takes everything else with it, and is started again by hand. */
    LAUNCHER("", 2);

    private final String pidFile;
    private final int weight;

    Victim(String pidFile, int weight) {
        this.pidFile = pidFile;
        this.weight = weight;
    }

    /** In the home. */
    String pidFile() {
        return pidFile;
    }

    static Victim any(Random random) {
        int sum = 0;
        for (Victim victim : values()) {
            sum += victim.weight;
        }
        int at = random.nextInt(sum);
        for (Victim victim : values()) {
            at -= victim.weight;
            if (at < 0) {
                return victim;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }
}
