package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What every event carries: a type and a partition key. Events with the same key are delivered in the order in which
 * they were committed.
 *
 * <p>Additive change keeps the type. Readers ignore fields that they do not know.
 */
public sealed interface EventData
        permits FindingRaised,
                FindingRegistered,
                FindingResolved,
                FindingStatusChanged,
                FindingEscalated,
                TestRunStarted,
                TestRunProgressed,
                TestRunFinished,
                GameDayStarted,
                GameDayStep,
                GameDayFinished,
                BudgetEvaluated,
                BudgetRegressed,
                CapacityForecast,
                CapacityLimitApproaching,
                ScalingDecided,
                CircuitBreakerTransitioned {

    /** The type of this event; it decides the topic. */
    @JsonIgnore
    EventType eventType();

    /** The Kafka key. */
    @JsonIgnore
    String partitionKey();
}
