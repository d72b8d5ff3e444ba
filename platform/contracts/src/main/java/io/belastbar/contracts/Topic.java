package io.belastbar.contracts;

/** The Kafka topics of Belastbar. The name is the contract; each topic has one owner and one key rule. */
public enum Topic {
    /** Findings; owner profiling-service; key: finding fingerprint. */
    FINDINGS("belastbar.findings"),
    /** Load-test runs; owner loadtest-service; key: run id. */
    TEST_RUNS("belastbar.test-runs"),
    /** Game-day steps; owner chaos-service; key: game-day id. */
    GAME_DAY_STEPS("belastbar.game-day-steps"),
    /** Budget evaluations; owner budget-service; key: run id. */
    BUDGET_EVALUATIONS("belastbar.budget-evaluations"),
    /** Capacity forecasts; owner capacity-service; key: system and metric. */
    CAPACITY_FORECASTS("belastbar.capacity-forecasts"),
    /** Circuit-breaker transitions; owner fault-tolerance; key: breaker name. */
    CIRCUIT_BREAKERS("belastbar.circuit-breakers");

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The name on the broker, for example {@code belastbar.findings}. */
    public String topicName() {
        return topicName;
    }

    /** Where messages of this topic go that no consumer could apply. */
    public String deadLetterTopicName() {
        return topicName + ".dlq";
    }
}
