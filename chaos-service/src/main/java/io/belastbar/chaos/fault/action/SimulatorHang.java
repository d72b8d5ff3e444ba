package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.fault.field.ActionFields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * It takes calls and never answers. Proves that no thread and no connection waits for ever, and that a breaker opens on
 * silence too.
 *
 * @param percentage of the calls, above 0 up to 100
 */
public record SimulatorHang(Simulated simulated, String target, double percentage) implements SimulatorFault {
    public static final String WHAT = "hang";

    public static SimulatorHang read(Simulated simulated, ActionFields fields) {
        return new SimulatorHang(simulated, fields.target(), fields.percentage());
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
