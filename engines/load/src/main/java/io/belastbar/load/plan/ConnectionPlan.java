package io.belastbar.load.plan;

import io.belastbar.report.Sentence;

/**
 * How many connections the generator may hold.
 *
 * @param count in the whole run
 * @param explanation how the number was found, as a sentence
 */
public record ConnectionPlan(int count, Sentence explanation) {}
