package io.belastbar.faultproxy.spec;

/**
 * How much one process takes on.
 *
 * @param proxies at most
 * @param toxicsPerProxy at most
 * @param connections open at a time, of all proxies
 * @param heldBytes that toxics and slow receivers hold back, of all connections
 */
public record Bounds(int proxies, int toxicsPerProxy, int connections, long heldBytes) {
    /** A quarter of the heap may be held. */
    public static Bounds standard() {
        return new Bounds(200, 32, 4_000, Runtime.getRuntime().maxMemory() / 4);
    }
}
