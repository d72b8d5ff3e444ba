package io.belastbar.chaos.fault.action;

import java.util.List;
import java.util.Map;

/** What is to be broken, and how; when, for how long and by whom is not part of it. One kind, one record, one file. */
public sealed interface FaultAction
        permits ChildFault, LoadFault, PostgresConnections, ProxyFault, RedisFull, SimulatorFault {

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
}
