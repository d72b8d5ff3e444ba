package io.belastbar.load.comparison.counts;

import io.belastbar.load.result.RunResult.StepInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What makes two steps of different runs the same one. */
public record StepKey(String endpoint, String tag) {

    public static StepKey of(StepInfo step) {
        return new StepKey(step.endpoint(), step.tag());
    }

    public static Set<StepKey> of(List<StepInfo> steps) {
        return steps.stream().map(StepKey::of).collect(Collectors.toSet());
    }
}
