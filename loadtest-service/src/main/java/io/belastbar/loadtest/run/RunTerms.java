package io.belastbar.loadtest.run;

/**
 * On which terms a run was accepted.
 *
 * @param parallel it may run beside another run of its system
 * @param budget its caller wants thresholds from the budget of the system, whether or not the scenario does
 */
public record RunTerms(boolean parallel, boolean budget) {}
