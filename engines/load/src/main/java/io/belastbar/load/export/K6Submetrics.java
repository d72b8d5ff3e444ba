package io.belastbar.load.export;

import io.belastbar.load.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The parts of a metric that k6's summary tells by step and tenant. k6 tells only parts that a threshold names, so each
 * gets one that always holds. A part is named {@code {cell:step_tenant}} by the two indexes, because a name may hold
 * what k6 cannot select.
 */
public final class K6Submetrics {

    /** More tenants than this are told as one: k6 compares every sample with every part. */
    public static final int TENANTS_MAX = 20;

    private final Scenario scenario;

    public K6Submetrics(Scenario scenario) {
        this.scenario = scenario;
    }

    /** How many tenants are told apart; at least one. */
    public int tenants() {
        int tenants = scenario.tenants().labels().size();
        return tenants > TENANTS_MAX ? 1 : tenants;
    }

    /** What the summary calls the part of a metric. */
    public static String name(String metric, int step, int tenant) {
        return metric + "{cell:" + step + "_" + tenant + "}";
    }

    /** What the summary calls the counter of an error class. */
    public static String errorMetric(String errorClass) {
        return "error_" + errorClass.toLowerCase(Locale.ROOT);
    }

    /** Part of a metric → threshold that always holds. */
    Map<String, String> alwaysTrue() {
        Map<String, String> always = new LinkedHashMap<>();
        for (int step = 0; step < scenario.sends().size(); step++) {
            for (int tenant = 0; tenant < tenants(); tenant++) {
                always.put(name("http_req_duration", step, tenant), "max>=0");
                always.put(name("step_skipped", step, tenant), "count>=0");
                for (String error : K6Tags.ERROR_CLASSES) {
                    always.put(name(errorMetric(error), step, tenant), "count>=0");
                }
            }
        }
        return always;
    }
}
