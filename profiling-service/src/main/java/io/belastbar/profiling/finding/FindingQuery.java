package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import java.time.Instant;

/**
 * Which findings of a system are wanted. Null means any.
 *
 * @param text part of number, title, component, description or measures, upper and lower case the same
 * @param component part of it, likewise
 * @param changedSince something happened to it then or later
 */
record FindingQuery(
        FindingStatus status,
        Severity severity,
        String category,
        String component,
        String responsible,
        String assignee,
        String text,
        Instant changedSince,
        Boolean overdue) {}
