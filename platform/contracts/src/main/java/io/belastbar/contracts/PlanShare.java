package io.belastbar.contracts;

/**
 * What a node of a plan, without those below it, takes of the whole plan by the planner's own estimate.
 *
 * @param node for example {@code Seq Scan}
 * @param relation the table that it reads, without its schema; null for a node without one
 * @param share of the plan's total cost, 0 to 1
 */
public record PlanShare(String node, String relation, double share) {}
