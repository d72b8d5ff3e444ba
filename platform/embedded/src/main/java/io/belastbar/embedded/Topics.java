package io.belastbar.embedded;

import java.util.List;
import java.util.stream.Stream;

/** The topics of the platform, each with its dead letters. {@code TopicsTest} holds them to the contracts. */
public final class Topics {
    private static final List<String> NAMES = List.of(
            "belastbar.findings",
            "belastbar.test-runs",
            "belastbar.game-day-steps",
            "belastbar.budget-evaluations",
            "belastbar.capacity-forecasts",
            "belastbar.circuit-breakers");

    private Topics() {}

    public static List<String> all() {
        return NAMES.stream().flatMap(name -> Stream.of(name, name + ".dlq")).toList();
    }
}
