package io.belastbar.chaos.expectation;

import io.belastbar.report.Sentence;

/** What a runbook expects of a system while it is broken, or before, or after. One kind, one record, one file. */
public interface Expectation {

    /** The kind, as documents name it: {@code breaker-state}. */
    String type();

    /** What is expected, for people. */
    Sentence sentence();
}
