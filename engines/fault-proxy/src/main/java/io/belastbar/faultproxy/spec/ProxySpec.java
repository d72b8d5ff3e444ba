package io.belastbar.faultproxy.spec;

import java.time.Instant;

/**
 * A proxy, as its API names it.
 *
 * @param down how long it is disabled; {@code null} when it is enabled or stays disabled
 */
public record ProxySpec(String name, Address listen, Address upstream, boolean enabled, Down down) {
    /**
     * A disabled proxy that enables itself.
     *
     * @param ttlMs milliseconds that were asked for
     * @param until by the wall clock, for who comes back after a restart
     */
    public record Down(long ttlMs, Instant until) {
        /** What is left; a clock that was set back does not make it longer than it was asked for. */
        public long leftMs(Instant now) {
            return Math.clamp(until.toEpochMilli() - now.toEpochMilli(), 0, ttlMs);
        }
    }
}
