package io.belastbar.load.threshold;

import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a threshold is about.
 *
 * @param step name, tag or endpoint of steps; null: all steps
 * @param tenant null: all tenants
 */
public record Scope(String step, String tenant) {

    public static final Scope WHOLE_RUN = new Scope(null, null);

    /** Steps with this name, tag or endpoint. */
    public static Scope step(String nameTagOrEndpoint) {
        return new Scope(nameTagOrEndpoint, null);
    }

    public boolean covers(StepInfo info) {
        return step == null || step.equals(info.name()) || step.equals(info.tag()) || step.equals(info.endpoint());
    }

    /** The cells of a result that it is about. */
    public Predicate<CellKey> cells(List<StepInfo> steps, List<String> tenants) {
        return key -> covers(steps.get(key.step())) && (tenant == null || tenant.equals(tenants.get(key.tenant())));
    }

    /** Whether the run has such steps and such a tenant at all. */
    public boolean knownTo(RunResult result) {
        return result.steps().stream().anyMatch(this::covers)
                && (tenant == null || result.tenants().contains(tenant));
    }

    /** For people: {@code GET_employees}, {@code tenant org_1}; empty for the whole run. */
    public String text() {
        if (step == null) {
            return tenant == null ? "" : "tenant " + tenant;
        }
        return tenant == null ? step : step + ", tenant " + tenant;
    }
}
