package io.belastbar.faultproxy;

/**
 * A proxy, as its API names it.
 *
 * @param listen {@code host:port}
 * @param upstream {@code host:port}
 */
public record ProxySpec(String name, String listen, String upstream, boolean enabled) {}
