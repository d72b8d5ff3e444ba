package io.belastbar.load.run;

import io.belastbar.load.http.HttpDriver;
import io.belastbar.load.http.HttpSettings;
import io.belastbar.load.http.HttpTarget;
import io.belastbar.load.result.Cell;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.transport.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A whole run on this machine, as the service drives one. */
final class LocalRun {

    private LocalRun() {}

    /** For what must happen, however busy the machine is. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static final LoadRunSettings SETTINGS = settings(5_000);

    static LoadRunSettings settings(int connectionsMax) {
        return new LoadRunSettings(2, Double.POSITIVE_INFINITY, Duration.ofSeconds(30), 50_000, connectionsMax);
    }

    /** Ready to be opened and started. */
    static LoadRun prepared(Scenario scenario, URI target, LoadRunSettings settings) {
        return prepared(scenario, target, settings, EventLoops.of(LoadRun.lanes(scenario, settings)));
    }

    static LoadRun prepared(Scenario scenario, URI target, LoadRunSettings settings, EventLoopGroup group) {
        int connections = LoadRun.connections(scenario, settings).count();
        LaneDrivers http = (loop, share) -> new HttpDriver(
                loop,
                HttpTarget.of(target),
                new HttpSettings(scenario.http(), share.part(connections), settings.timeout(), PATIENCE, 32 << 20));
        return new LoadRun(scenario, settings, group, http, null);
    }

    static Cell whole(Scenario scenario, URI target, Duration atMost) throws InterruptedException {
        Cell total = new Cell();
        tally(scenario, target, Duration.ofSeconds(30), atMost)
                .totals()
                .values()
                .forEach(total::add);
        return total;
    }

    static RunTally tally(Scenario scenario, URI target, Duration timeout, Duration atMost)
            throws InterruptedException {
        LoadRunSettings settings = new LoadRunSettings(2, Double.POSITIVE_INFINITY, timeout, 50_000, 5_000);
        try (LoadRun run = prepared(scenario, target, settings)) {
            run.open(PATIENCE);
            run.start();
            toItsEnd(run, atMost);
            return run.tally();
        }
    }

    static void toItsEnd(LoadRun run, Duration atMost) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + atMost.toNanos();
        while (!run.snapshot().done() && System.nanoTime() < end) {
            never.await(200, TimeUnit.MILLISECONDS);
        }
        run.stop();
    }

    static Cell total(LoadRun run) {
        Cell total = new Cell();
        run.tally().totals().values().forEach(total::add);
        return total;
    }
}
