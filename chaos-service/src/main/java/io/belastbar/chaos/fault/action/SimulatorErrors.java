package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.fault.field.ActionFields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * It answers with errors (status 500). Proves that errors of a dependency are not the users', and that retries do not
 * pile up.
 *
 * @param percentage of the calls, above 0 up to 100
 */
public record SimulatorErrors(Simulated simulated, String target, double percentage) implements SimulatorFault {
    public static final String WHAT = "errors";

    public static SimulatorErrors read(Simulated simulated, ActionFields fields) {
        return new SimulatorErrors(simulated, fields.target(), fields.percentage());
    }

    @Override
    public String type() {
        return simulated.type(WHAT);
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> all = new LinkedHashMap<>();
        ActionFields.put(all, percentage);
        return all;
    }
}
