package io.belastbar.faultproxy.chain;

/** Where a stage lets go of an item: the next stage, or the socket. */
@FunctionalInterface
public interface Outlet {
    void take(Item item, long now);
}
