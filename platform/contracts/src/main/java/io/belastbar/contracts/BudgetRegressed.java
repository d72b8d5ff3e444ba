package io.belastbar.contracts;

import java.time.Instant;

/** An objective's series changed for the worse; {@code changePercent} is positive for worse. */
public record BudgetRegressed(
        String runId,
        String system,
        String subject,
        String metric,
        double before,
        double after,
        double changePercent,
        String unit,
        Instant detectedAt)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.BUDGET_REGRESSED;
    }

    @Override
    public String partitionKey() {
        return runId;
    }
}
