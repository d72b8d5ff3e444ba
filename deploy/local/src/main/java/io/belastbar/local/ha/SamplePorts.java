package io.belastbar.local.ha;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of the sample's own servers and of the addresses before them, counted from the base port. */
public record SamplePorts(int base) {
    int faultProxy() {
        return base + 14;
    }

    int controlDoor() {
        return base + 15;
    }

    int firstDatabase() {
        return base + 24;
    }

    int secondDatabase() {
        return base + 25;
    }

    int redis() {
        return base + 26;
    }

    /** What the sample connects to, whichever server is the primary. */
    int databaseAddress() {
        return base + 27;
    }

    int redisAddress() {
        return base + 28;
    }

    int replicationAddress() {
        return base + 29;
    }

    int insurerAddress() {
        return base + 30;
    }

    int sapAddress() {
        return base + 31;
    }

    /** A former primary's data, started alone to be read. */
    int oldDatabase() {
        return base + 32;
    }

    /** Whatever listens, by name. */
    public Map<String, Integer> byName() {
        var byName = new LinkedHashMap<String, Integer>();
        byName.put("fault proxy", faultProxy());
        byName.put("control door", controlDoor());
        byName.put(DatabaseServers.FIRST, firstDatabase());
        byName.put(DatabaseServers.SECOND, secondDatabase());
        byName.put("smartbav-redis", redis());
        byName.put("database address", databaseAddress());
        byName.put("redis address", redisAddress());
        byName.put("replication address", replicationAddress());
        byName.put("insurer address", insurerAddress());
        byName.put("sap address", sapAddress());
        byName.put("old database", oldDatabase());
        return byName;
    }

    int insurer() {
        return base + 11;
    }

    int sap() {
        return base + 12;
    }
}
