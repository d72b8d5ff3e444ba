package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What can be said of a finding beside its template. Everything may be missing.
 *
 * @param expectedEffect what the first recommended measure is expected to change
 * @param effort what that measure takes
 * @param returnOnInvestment seconds saved per day ({@link ExpectedEffect#savedSecondsPerDay}) for each person hour of
 *     {@code effort}; follows from both where it is not given
 * @param plans of the statements concerned, the costliest first
 * @param flameGraph where one is: a path of a service, or an address
 * @param runId the test run that showed it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FindingDetails(
        ExpectedEffect expectedEffect,
        Effort effort,
        Double returnOnInvestment,
        List<PlanChange> plans,
        String flameGraph,
        String runId) {

    /** Nothing is said. */
    public static final FindingDetails NONE = new FindingDetails(null, null, null, List.of(), null, null);

    public FindingDetails {
        plans = plans == null ? List.of() : List.copyOf(plans);
        if (returnOnInvestment == null) {
            returnOnInvestment = returnOnInvestment(expectedEffect, effort);
        }
    }

    private static Double returnOnInvestment(ExpectedEffect effect, Effort effort) {
        return effect == null || effect.savedSecondsPerDay() == null || effort == null || !(effort.personHours() > 0)
                ? null
                : Double.valueOf(effect.savedSecondsPerDay() / effort.personHours());
    }

    public FindingDetails expecting(ExpectedEffect effect) {
        return new FindingDetails(effect, effort, null, plans, flameGraph, runId);
    }

    /** With what the fix takes, roughly. */
    public FindingDetails taking(double personHours) {
        return new FindingDetails(expectedEffect, Effort.ofHours(personHours), null, plans, flameGraph, runId);
    }

    public FindingDetails withPlans(List<PlanChange> costliestFirst) {
        return new FindingDetails(expectedEffect, effort, returnOnInvestment, costliestFirst, flameGraph, runId);
    }

    public FindingDetails withFlameGraph(String address) {
        return new FindingDetails(expectedEffect, effort, returnOnInvestment, plans, address, runId);
    }

    public FindingDetails ofRun(String id) {
        return new FindingDetails(expectedEffect, effort, returnOnInvestment, plans, flameGraph, id);
    }
}
