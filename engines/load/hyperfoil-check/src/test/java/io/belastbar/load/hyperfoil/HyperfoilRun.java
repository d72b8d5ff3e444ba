package io.belastbar.load.hyperfoil;

import io.belastbar.load.export.HyperfoilBenchmark;
import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkData;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.parser.BenchmarkParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** An exported benchmark in Hyperfoil itself. */
final class HyperfoilRun {

    private HyperfoilRun() {}

    static Benchmark parse(HyperfoilBenchmark exported) throws Exception {
        return BenchmarkParser.instance()
                .buildBenchmark(
                        new ByteArrayInputStream(exported.yaml().getBytes(StandardCharsets.UTF_8)),
                        BenchmarkData.EMPTY,
                        Map.of());
    }

    /** Phase and metric → what was counted. */
    static Map<String, StatisticsSnapshot> run(Benchmark benchmark) {
        Map<String, StatisticsSnapshot> counted = new TreeMap<>();
        LocalSimulationRunner runner = new LocalSimulationRunner(
                benchmark,
                (phase, stepId, metric, snapshot, countDown) -> {
                    synchronized (counted) {
                        counted.computeIfAbsent(phase.name() + " " + metric, none -> new StatisticsSnapshot())
                                .add(snapshot);
                    }
                },
                (phase, min, max) -> {},
                (authority, tag, min, max) -> {});
        runner.run();
        synchronized (counted) {
            return new TreeMap<>(counted);
        }
    }
}
