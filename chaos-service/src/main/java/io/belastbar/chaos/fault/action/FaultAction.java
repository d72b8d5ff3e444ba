package io.belastbar.chaos.fault.action;

import java.util.List;
import java.util.Map;

/** What is to be broken, and how; when, for how long and by whom is not part of it. One kind, one record, one file. */
public sealed interface FaultAction
        permits ChildFault, LoadFault, PostgresConnections, FaultAction.AtProxies, RedisFull, SimulatorFault {

    /** The kind, as documents name it: {@code insurer-latency}. */
    String type();

    /** The registered target by which it is broken. */
    String target();

    /** The parameters as they are stored, shown and told of; units in the names. */
    Map<String, Object> parameters();

    /** What of the target it breaks: two faults under way never share a part. Without a name it is all of it. */
    default List<String> parts() {
        return List.of("");
    }

    /** Something wrong with the connections through proxies of a fault proxy, whose API is the target. */
    sealed interface AtProxies extends FaultAction permits Partition, ProxyDown, ProxyToxic {

        /** The names of the proxies, each of them a part of the target. */
        List<String> proxies();

        @Override
        default List<String> parts() {
            return proxies();
        }
    }
}
