package io.belastbar.web.progress;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.web.progress.ProgressStream.Work;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The progress streams of this instance. Once it is to end, each gives what there is and ends without {@code finished}: an
 * open stream is a request, and a service waits for those. Its readers come back with {@code Last-Event-ID}, to another replica.
 */
@Singleton
public class ProgressStreams {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private volatile boolean ending;

    ProgressStreams(ObjectMapper json, MeterRegistry metrics) {
        this.json = json;
        this.metrics = metrics;
    }

    /** @param name of the stream, for its metric */
    public <T extends ProgressEvent> ProgressStream<T> of(String name, Work<T> work, ProgressRepository<T> stored) {
        return of(name, work, stored, LOOK_EVERY);
    }

    /** @param lookEvery how long a reader that has everything waits until the next look */
    public <T extends ProgressEvent> ProgressStream<T> of(
            String name, Work<T> work, ProgressRepository<T> stored, Duration lookEvery) {
        var readers = metrics.gauge("belastbar.progress.readers", Tags.of("stream", name), new AtomicInteger());
        return new ProgressStream<>(this, work, stored, readers, lookEvery);
    }

    ObjectMapper json() {
        return json;
    }

    boolean areEnding() {
        return ending;
    }

    void end(@Observes ShutdownDelayInitiatedEvent event) {
        ending = true;
    }
}
