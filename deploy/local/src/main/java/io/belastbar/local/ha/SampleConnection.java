package io.belastbar.local.ha;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What services are told of the sample's own servers: the sample itself its addresses, which are proxies; chaos-service
 * what it breaks and measures. Pure.
 */
public record SampleConnection(SamplePorts ports, SampleSecrets secrets) {
    /** Before the name of a server whose address follows. */
    public static final String CHILDREN = "belastbar.sample.";

    /** Among them the launcher's own door, which is no server of the sample. */
    public static final String CONTROL_DOOR = "control-door";

    private static final String LOOPBACK = "://127.0.0.1:";

    /** In the place of what everybody is told of a sample without servers of its own. */
    public SortedMap<String, String> shared() {
        var settings = new TreeMap<String, String>();
        String address = database(ports.databaseAddress());
        settings.put("smartbav.database.url", address);
        target(settings, "smartbav-db", address);
        target(settings, "smartbav-app-db", address);
        target(settings, "smartbav-probe", address);
        target(settings, "smartbav-db-old", database(ports.oldDatabase()));
        target(settings, "smartbav-proxies", "http" + LOOPBACK + ports.faultProxy());
        target(settings, "smartbav-control", "http" + LOOPBACK + ports.controlDoor());
        target(settings, "smartbav-redis", "redis" + LOOPBACK + ports.redis());
        settings.put(CHILDREN + DatabaseServers.FIRST, "postgresql" + LOOPBACK + ports.firstDatabase());
        settings.put(CHILDREN + DatabaseServers.SECOND, "postgresql" + LOOPBACK + ports.secondDatabase());
        settings.put(CHILDREN + "smartbav-redis", "redis" + LOOPBACK + ports.redis());
        settings.put(CHILDREN + FaultProxyProcess.NAME, "http" + LOOPBACK + ports.faultProxy());
        settings.put(CHILDREN + CONTROL_DOOR, "http" + LOOPBACK + ports.controlDoor());
        return settings;
    }

    /** What only this service is told. */
    public SortedMap<String, String> own(String service) {
        var settings = new TreeMap<String, String>();
        if (service.equals("chaos")) {
            settings.put("belastbar.credentials.smartbav-control.token", secrets.control());
            credentials(settings, "smartbav-redis", "default", secrets.redis());
            credentials(settings, "smartbav-probe", "smartbav_probe", secrets.probe());
            credentials(settings, "smartbav-db-old", "smartbav_probe", secrets.probe());
        }
        if (service.equals("smartbav")) {
            // Above the file that everybody reads.
            settings.put("config_ordinal", "450");
            settings.put("belastbar.redis.url", "redis://:" + secrets.redis() + "@127.0.0.1:" + ports.redisAddress());
            settings.put("belastbar.url.insurer", "http" + LOOPBACK + ports.insurerAddress());
            settings.put("belastbar.url.sap", "http" + LOOPBACK + ports.sapAddress());
        }
        return settings;
    }

    private static String database(int port) {
        return "postgresql" + LOOPBACK + port + "/smartbav";
    }

    private static void target(Map<String, String> settings, String name, String url) {
        settings.put("belastbar.targets." + name + ".url", url);
        settings.put("belastbar.targets." + name + ".environment", "local");
    }

    private static void credentials(Map<String, String> settings, String name, String user, String password) {
        settings.put("belastbar.credentials." + name + ".username", user);
        settings.put("belastbar.credentials." + name + ".password", password);
    }
}
