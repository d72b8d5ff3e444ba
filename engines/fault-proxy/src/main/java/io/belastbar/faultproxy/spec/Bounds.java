package io.belastbar.faultproxy.spec;

/**
 * How much one process takes on.
 *
 * @param proxies at most
 * @param toxicsPerProxy at most
 * @param connections open at a time, of all proxies
 * @param heldBytes that toxics and slow receivers hold back, of all connections
 * @param loops threads that move bytes
 */
public record Bounds(int proxies, int toxicsPerProxy, int connections, long heldBytes, int loops) {
    private static final int LOOPS_MAX = 4;

    /**
     * A quarter of the heap may be held. Half the processors are left to who is measured: a loop that finds more connections
     * ready wakes less often for each.
     */
    public static Bounds standard() {
        int loops = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, LOOPS_MAX);
        return new Bounds(200, 32, 4_000, Runtime.getRuntime().maxMemory() / 4, loops);
    }
}
