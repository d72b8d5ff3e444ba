package io.belastbar.chaos.expectation;

import io.belastbar.report.Sentence;
import java.util.Set;

/** What a runbook expects of a system while it is broken, or before, or after. One kind, one record, one file. */
public interface Expectation {

    /** The kind, as documents name it: {@code breaker-state}. */
    String type();

    /** What is expected, for people. */
    Sentence sentence();

    /** The registered targets that are asked; a dry run looks whether they are there and the system's own. */
    default Set<String> targets() {
        return Set.of();
    }

    /** The names of the credentials that it takes; never the credentials. */
    default Set<String> credentials() {
        return Set.of();
    }
}
