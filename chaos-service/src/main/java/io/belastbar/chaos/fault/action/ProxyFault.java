package io.belastbar.chaos.fault.action;

import java.util.List;

/** Something wrong with the connections through proxies of a fault proxy, whose API is the target. */
public sealed interface ProxyFault extends FaultAction permits Partition, ProxyDown, ProxyToxic {

    /** The names of the proxies, each of them a part of the target. */
    List<String> proxies();

    @Override
    default List<String> parts() {
        return proxies();
    }
}
