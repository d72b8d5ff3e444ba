package io.belastbar.faultproxy.spec;

/**
 * What shall be otherwise; {@code null} leaves it as it is.
 *
 * @param downMs with {@code enabled = false}: milliseconds after which it enables itself; 0 for never
 */
public record ProxyChange(Address listen, Address upstream, Boolean enabled, Long downMs) {}
