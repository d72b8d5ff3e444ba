package io.belastbar.backbone.flow;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Keeps every value of every timer, in microseconds, so that percentiles are exact to three digits. */
final class RecordingRegistry extends SimpleMeterRegistry {

    private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();

    RecordingRegistry() {
        super(SimpleConfig.DEFAULT, Clock.SYSTEM);
    }

    Histogram histogram(String timer) {
        return histograms.computeIfAbsent(timer, name -> new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3));
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
        Histogram values = histogram(id.getName());
        return new CumulativeTimer(id, clock, config, pauseDetector, getBaseTimeUnit(), false) {
            @Override
            protected void recordNonNegative(long amount, TimeUnit unit) {
                values.recordValue(unit.toMicros(amount));
            }
        };
    }
}
