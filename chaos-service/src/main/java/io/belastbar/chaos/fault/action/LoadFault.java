package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.fault.field.ActionFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Load from loadtest-service, which ends with the fault: the run is cancelled. */
public sealed interface LoadFault extends FaultAction {

    /**
     * A scenario is run against the target. Proves that the promises hold under it, or what breaks first.
     *
     * @param system whose scenario it is; empty until it is settled
     */
    record Start(String target, String scenario, String system) implements LoadFault {
        public static final String TYPE = "load-start";

        public static Start read(ActionFields fields) {
            String system = fields.isStored() ? fields.name("system") : "";
            return new Start(fields.target(), fields.name("scenario"), system);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public List<String> parts() {
            return List.of("load");
        }

        @Override
        public Map<String, Object> parameters() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("scenario", scenario);
            if (!system.isEmpty()) {
                all.put("system", system);
            }
            return all;
        }
    }

    /** The load of a run that is under way becomes another. Proves how the system takes a sudden change. */
    record Change(String target, UUID testRun, Optional<Integer> users, Optional<Integer> ratePerSecond)
            implements LoadFault {
        public static final String TYPE = "load-change";
        private static final int MOST = 1_000_000;

        public static Change read(ActionFields fields) {
            Optional<Integer> users = fields.optionalInteger("users", 0, MOST);
            Optional<Integer> rate = fields.optionalInteger("ratePerSecond", 0, MOST);
            fields.requireOneOf(List.of("users", "ratePerSecond"));
            return new Change(fields.target(), fields.uuid("testRun"), users, rate);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public List<String> parts() {
            return List.of("load");
        }

        @Override
        public Map<String, Object> parameters() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("testRun", testRun.toString());
            users.ifPresent(count -> all.put("users", count));
            ratePerSecond.ifPresent(rate -> all.put("ratePerSecond", rate));
            return all;
        }
    }
}
