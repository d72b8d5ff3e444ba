package io.belastbar.stored;

import java.util.Map;
import java.util.TreeMap;

/** The targets that the examples' documents name, so that a platform takes the documents. */
final class StoredTargets {
    private static final int SMARTBAV = 10;
    private static final int NOBODY = 19;

    private StoredTargets() {}

    /** @param basePort of the platform whose sample system stands in for the others */
    static Map<String, String> environment(int basePort) {
        var environment = new TreeMap<String, String>();
        for (String target : new String[] {"WATTOS_API", "AKTIENANALYSE_API", "KEIKO_API", "FRESHPLAN_API"}) {
            environment.put("BELASTBAR_TARGETS_" + target + "_URL", "http://127.0.0.1:" + (basePort + SMARTBAV));
        }
        environment.put("BELASTBAR_TARGETS_MONITORING_URL", "http://127.0.0.1:" + (basePort + NOBODY));
        // No name of a machine among the stored rows.
        environment.put("BELASTBAR_INSTANCE", "stored");
        // The stored values grow old.
        environment.put("BELASTBAR_BUDGET_MEASUREMENTS_RETENTION", "36500d");
        return environment;
    }
}
