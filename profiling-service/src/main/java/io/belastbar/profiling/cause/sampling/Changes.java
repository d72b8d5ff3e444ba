package io.belastbar.profiling.cause.sampling;

import io.belastbar.profiling.cause.attribution.CounterSample;
import io.belastbar.profiling.cause.attribution.CounterSample.Counted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Samples are kept as what changed since the one before: most statements of a system do not run in most seconds. */
final class Changes {
    private Changes() {}

    static CounterSample since(Map<String, Counted> before, CounterSample sample) {
        Map<String, Counted> changed = new HashMap<>(sample.counted());
        changed.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
        return new CounterSample(sample.at(), changed);
    }

    /** The samples as they were taken. What is missing in one has not changed. */
    static List<CounterSample> applied(List<CounterSample> changes) {
        Map<String, Counted> now = new HashMap<>();
        List<CounterSample> samples = new ArrayList<>();
        for (CounterSample change : changes) {
            now.putAll(change.counted());
            samples.add(new CounterSample(change.at(), now));
        }
        return samples;
    }
}
