package io.belastbar.load.export;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Step.SendStep;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of our tags in k6: a threshold such as {@code http_req_duration{step:login}} cannot name a value that holds
 * a comma, a brace or a quote.
 */
final class K6Tags {

    /** What a request of a script can end with. */
    static final List<String> ERROR_CLASSES = Arrays.stream(ErrorClass.values())
            .filter(error ->
                    error != ErrorClass.SQL_ERROR && error != ErrorClass.SQL_CONFLICT && error != ErrorClass.UNFINISHED)
            .map(Enum::name)
            .toList();

    private final Map<String, String> steps;

    private K6Tags(Map<String, String> steps) {
        this.steps = steps;
    }

    static K6Tags of(Scenario scenario) {
        Map<String, String> named = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (SendStep step : scenario.sends()) {
            if (!named.containsKey(step.tag())) {
                String wanted = safe(step.tag());
                String free = wanted;
                for (int number = 2; !taken.add(free); number++) {
                    free = wanted + "_" + number;
                }
                named.put(step.tag(), free);
            }
        }
        return new K6Tags(named);
    }

    /** Without what a selector cannot hold. */
    static String safe(String value) {
        return value.replaceAll("[^\\p{L}\\p{N} ._/-]", "_").strip();
    }

    /** Of a step's tag; null if no step has it. */
    String step(String tag) {
        return steps.get(tag);
    }
}
