package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * An objective's series changed for the worse; {@code changePercent} is positive for worse.
 *
 * @param runId the first run after the change
 * @param changePercent null where the level before was 0: from nothing to something there is no percentage
 * @param changeId the change point at budget-service
 * @param scenario whose runs form the series
 * @param fromVersion the last version or commit before the change; null when runs carry no labels
 * @param toVersion the first version or commit after the change; null when runs carry no labels
 * @param kind STEP, or TREND for a series that changed bit by bit; null in events of older versions, which were steps
 */
public record BudgetRegressed(
        String runId,
        String system,
        String subject,
        String metric,
        double before,
        double after,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double changePercent,
        String unit,
        Instant detectedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String changeId,
        @JsonInclude(JsonInclude.Include.NON_NULL) String scenario,
        @JsonInclude(JsonInclude.Include.NON_NULL) String fromVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) String toVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) String kind)
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
