package io.belastbar.load.comparison;

import io.belastbar.load.result.StepInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What makes two steps of different runs the same one. */
record StepKey(String endpoint, String tag) {

    static StepKey of(StepInfo step) {
        return new StepKey(step.endpoint(), step.tag());
    }

    static Set<StepKey> of(List<StepInfo> steps) {
        return steps.stream().map(StepKey::of).collect(Collectors.toSet());
    }
}
