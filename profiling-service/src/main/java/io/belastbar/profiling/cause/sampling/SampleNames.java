package io.belastbar.profiling.cause.sampling;

import io.belastbar.profiling.cause.attribution.CounterSample;
import io.belastbar.profiling.cause.attribution.CounterSample.Counted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Under which names a sample counts: a query id is a number, so that a prefix tells the others. */
public final class SampleNames {
    private static final String DEPENDENCY = "dependency:";
    private static final String SERVER = "server:";

    private SampleNames() {}

    /** What a service's page says, under the names of a sample. */
    static Map<String, Counted> of(MetricsPage page) {
        Map<String, Counted> named = new HashMap<>();
        page.calls().forEach((name, counted) -> named.put(DEPENDENCY + name, counted));
        page.requests().forEach((name, counted) -> named.put(SERVER + name, counted));
        return named;
    }

    public static boolean isDependency(String counted) {
        return counted.startsWith(DEPENDENCY);
    }

    public static boolean isServer(String counted) {
        return counted.startsWith(SERVER);
    }

    /** Without its prefix. */
    public static String bare(String counted) {
        return counted.replaceFirst("^(?:" + DEPENDENCY + "|" + SERVER + ")", "");
    }

    /** The mean time of what happened between the first sample and the last, in milliseconds; empty if nothing did. */
    public static Optional<Double> meanMs(String counted, List<CounterSample> samples) {
        List<Counted> seen = samples.stream()
                .map(sample -> sample.counted().get(counted))
                .filter(each -> each != null)
                .toList();
        if (seen.size() < 2) {
            return Optional.empty();
        }
        long calls = seen.getLast().calls() - seen.getFirst().calls();
        double time = seen.getLast().totalTimeMs() - seen.getFirst().totalTimeMs();
        return calls > 0 && time >= 0 ? Optional.of(time / calls) : Optional.empty();
    }
}
