package io.belastbar.loadtest.driver;

import io.belastbar.loadtest.engine.Lane;
import io.belastbar.loadtest.engine.LaneProgress;
import io.belastbar.loadtest.engine.LaneShare;
import io.belastbar.loadtest.result.LoadMeasurement;
import io.belastbar.loadtest.scenario.Scenario;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One load against one target, on several event loops. Its methods wait: call them from a virtual thread. */
public final class LoadClient implements AutoCloseable {

    private static final long START_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long ANSWER_SECONDS_MAX = 30;

    private final List<LaneClient> lanes = new ArrayList<>();

    /** Prepares the lanes; nothing is sent before {@link #start()}. */
    public LoadClient(Vertx vertx, Scenario scenario, URI target, LoadSettings settings) {
        int count = Math.max(1, Math.min(settings.lanes(), scenario.maxVirtualUsers()));
        TransportSettings transport = new TransportSettings(
                Math.ceilDiv(scenario.maxVirtualUsers(), count),
                scenario.timeout() == null ? settings.requestTimeout() : scenario.timeout(),
                settings.connectTimeout(),
                settings.bodyLimitBytes(),
                settings.bodyBudgetBytes() / count);
        for (int index = 0; index < count; index++) {
            LaneShare share = new LaneShare(index, count, settings.maxRequestsPerSecond());
            lanes.add(new LaneClient((VertxInternal) vertx, scenario, share, target, transport));
        }
    }

    /** Begins the first stage on all lanes at the same instant; returns it, as of {@link System#nanoTime}. */
    public long start() {
        long origin = System.nanoTime() + START_AFTER_NANOS;
        askAll(lane -> {
            lane.start(origin);
            return origin;
        });
        return origin;
    }

    public List<LaneProgress> progress() {
        return askAll(Lane::progress);
    }

    /** All that was measured so far. */
    public LoadMeasurement measurement() {
        return askAll(Lane::measurement).stream().reduce(LoadMeasurement::merge).orElseThrow();
    }

    /** Starts nothing new and does not wait for what is in flight. */
    public void stop() {
        askAll(lane -> {
            lane.stop();
            return true;
        });
    }

    @Override
    public void close() {
        lanes.forEach(LaneClient::close);
    }

    private <T> List<T> askAll(Function<Lane, T> question) {
        List<CompletableFuture<T>> answers =
                lanes.stream().map(lane -> lane.ask(question)).toList();
        return answers.stream()
                .map(answer ->
                        answer.orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).join())
                .toList();
    }
}
