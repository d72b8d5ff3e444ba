package io.belastbar.contracts;

import java.util.Arrays;
import java.util.Optional;

/** Every event type, with its CloudEvents {@code type}, its topic and its record. */
public enum EventType {
    FINDING_RAISED("finding.raised.v1", Topic.FINDINGS, FindingRaised.class),
    FINDING_REGISTERED("finding.registered.v1", Topic.FINDINGS, FindingRegistered.class),
    FINDING_RESOLVED("finding.resolved.v1", Topic.FINDINGS, FindingResolved.class),
    FINDING_STATUS_CHANGED("finding.status-changed.v1", Topic.FINDINGS, FindingStatusChanged.class),
    FINDING_ESCALATED("finding.escalated.v1", Topic.FINDINGS, FindingEscalated.class),
    TEST_RUN_STARTED("test-run.started.v1", Topic.TEST_RUNS, TestRunStarted.class),
    TEST_RUN_PROGRESSED("test-run.progressed.v1", Topic.TEST_RUNS, TestRunProgressed.class),
    TEST_RUN_FINISHED("test-run.finished.v1", Topic.TEST_RUNS, TestRunFinished.class),
    GAME_DAY_STARTED("game-day.started.v1", Topic.GAME_DAY_STEPS, GameDayStarted.class),
    GAME_DAY_STEP("game-day.step.v1", Topic.GAME_DAY_STEPS, GameDayStep.class),
    GAME_DAY_FINISHED("game-day.finished.v1", Topic.GAME_DAY_STEPS, GameDayFinished.class),
    BUDGET_EVALUATED("budget.evaluated.v1", Topic.BUDGET_EVALUATIONS, BudgetEvaluated.class),
    BUDGET_REGRESSED("budget.regressed.v1", Topic.BUDGET_EVALUATIONS, BudgetRegressed.class),
    CAPACITY_FORECAST("capacity.forecast.v1", Topic.CAPACITY_FORECASTS, CapacityForecast.class),
    CAPACITY_LIMIT_APPROACHING(
            "capacity.limit-approaching.v1", Topic.CAPACITY_FORECASTS, CapacityLimitApproaching.class),
    SCALING_DECIDED("scaling.decided.v1", Topic.CAPACITY_FORECASTS, ScalingDecided.class),
    CIRCUIT_BREAKER_TRANSITIONED(
            "circuit-breaker.transitioned.v1", Topic.CIRCUIT_BREAKERS, CircuitBreakerTransitioned.class);

    private final String typeName;
    private final Topic topic;
    private final Class<? extends EventData> dataClass;

    EventType(String typeName, Topic topic, Class<? extends EventData> dataClass) {
        this.typeName = typeName;
        this.topic = topic;
        this.dataClass = dataClass;
    }

    /** The CloudEvents {@code type} attribute. */
    public String typeName() {
        return typeName;
    }

    public Topic topic() {
        return topic;
    }

    public Class<? extends EventData> dataClass() {
        return dataClass;
    }

    /** The type with this CloudEvents name; empty for a type that this version does not know. */
    public static Optional<EventType> byTypeName(String typeName) {
        return Arrays.stream(values())
                .filter(type -> type.typeName.equals(typeName))
                .findFirst();
    }
}
