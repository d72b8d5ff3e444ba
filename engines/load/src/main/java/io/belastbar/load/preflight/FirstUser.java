package io.belastbar.load.preflight;

import io.belastbar.load.engine.Driver.UserVariables;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.Feeder;
import java.util.HashMap;
import java.util.Map;

/** What the first virtual user knows before its first answer. */
final class FirstUser implements UserVariables {

    private final Map<String, String> known = new HashMap<>();

    FirstUser(Scenario scenario) {
        known.put("vu", "1");
        known.put("iteration", "0");
        known.put(scenario.tenants().variable(), scenario.tenants().labels().getFirst());
        for (Feeder feeder : scenario.feeders()) {
            for (int column = 0;
                    column < feeder.columns().size() && !feeder.rows().isEmpty();
                    column++) {
                known.put(
                        feeder.name() + "." + feeder.columns().get(column),
                        feeder.rows().getFirst().get(column));
            }
        }
    }

    @Override
    public String get(String name) {
        return known.get(name);
    }
}
