package io.belastbar.loadtest.hyperfoil;

import io.belastbar.load.export.HyperfoilBenchmark;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.scenario.Scenario.EngineKind;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.hyperfoil.HyperfoilControllerClient.RunState;
import io.belastbar.loadtest.remote.RemoteEngine;
import io.belastbar.loadtest.remote.RemoteEngineFailure;
import io.belastbar.loadtest.remote.RemoteLook;
import io.belastbar.loadtest.remote.RemoteProgress;
import io.belastbar.loadtest.remote.RemoteRun;
import io.belastbar.web.outbound.OutboundClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Runs a load test on a Hyperfoil controller and its agents. */
@ApplicationScoped
public class HyperfoilEngine implements RemoteEngine {

    private static final Logger LOG = Logger.getLogger(HyperfoilEngine.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int SILENT_LOOKS_MAX = 15;
    private static final int LOOKS_AFTER_KILL_MAX = 60;

    private final OutboundClient http;
    private final Optional<URI> url;
    private final Optional<String> password;
    private final Duration lookEvery;
    private final Clock clock = Clock.systemUTC();

    @Inject
    HyperfoilEngine(OutboundClient http, LoadtestConfig config) {
        this(http, config.hyperfoil().url(), config.hyperfoil().password(), LOOK_EVERY);
    }

    HyperfoilEngine(OutboundClient http, Optional<URI> url, Optional<String> password, Duration lookEvery) {
        this.http = http;
        this.url = url;
        this.password = password;
        this.lookEvery = lookEvery;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.HYPERFOIL;
    }

    @Override
    public RunResult run(RemoteRun run, RemoteProgress progress) throws RemoteEngineFailure {
        URI address = url.orElseThrow(() -> new RemoteEngineFailure(
                "The scenario asks for engine: hyperfoil, but no controller is configured"
                        + " (belastbar.loadtest.hyperfoil.url).",
                "Das Szenario verlangt engine: hyperfoil, aber es ist kein Controller eingestellt"
                        + " (belastbar.loadtest.hyperfoil.url)."));
        HyperfoilControllerClient controller = new HyperfoilControllerClient(http, address, password);
        HyperfoilBenchmark benchmark = HyperfoilBenchmark.of(
                run.scenario(),
                run.target(),
                "belastbar-" + run.system() + "-" + run.scenario().name());
        controller.upload(benchmark);
        Instant startedAt = clock.instant();
        String id = controller.start(benchmark.name(), "Belastbar run " + run.runId());
        boolean over = false;
        try {
            RunState state = follow(controller, id, progress);
            over = true;
            return measured(
                    controller,
                    id,
                    state,
                    new HyperfoilMeasurement(run, benchmark, startedAt, provenance(controller, address, state)));
        } finally {
            if (!over) {
                killQuietly(controller, id);
            }
        }
    }

    /** Until the run has ended; a controller that is silent for a while is asked again. */
    private RunState follow(HyperfoilControllerClient controller, String id, RemoteProgress progress)
            throws RemoteEngineFailure {
        int silent = 0;
        int afterKill = 0;
        while (true) {
            pause();
            try {
                RunState state = controller.state(id);
                if (state.terminated()) {
                    return state;
                }
                if (afterKill == 0 && !progress.goesOn(look(controller.total(id)))) {
                    controller.kill(id);
                    afterKill = 1;
                }
                silent = 0;
            } catch (RemoteEngineFailure silence) {
                if (Thread.currentThread().isInterrupted() || ++silent > SILENT_LOOKS_MAX) {
                    throw silence;
                }
            }
            if (afterKill > 0 && ++afterKill > LOOKS_AFTER_KILL_MAX) {
                throw new RemoteEngineFailure(
                        "The Hyperfoil run " + id + " was killed but did not end.",
                        "Der Hyperfoil-Lauf " + id + " wurde abgebrochen, endete aber nicht.");
            }
        }
    }

    private static RemoteLook look(List<HyperfoilStatistics> statistics) {
        long requests =
                statistics.stream().mapToLong(one -> one.counts().ended()).sum();
        long errors =
                statistics.stream().mapToLong(one -> one.counts().errors()).sum();
        double p99 = statistics.stream()
                        .mapToLong(HyperfoilStatistics::p99Nanos)
                        .max()
                        .orElse(0)
                / 1e6;
        return new RemoteLook(requests, errors, requests == 0 ? Double.NaN : p99);
    }

    private static RunResult measured(
            HyperfoilControllerClient controller, String id, RunState state, HyperfoilMeasurement measurement)
            throws RemoteEngineFailure {
        List<HyperfoilStatistics> statistics = controller.total(id);
        if (statistics.isEmpty()) {
            String errors = String.join(" ", state.errors());
            throw new RemoteEngineFailure(
                    ("Hyperfoil measured nothing. " + errors).strip(),
                    ("Hyperfoil hat nichts gemessen. " + errors).strip());
        }
        for (HyperfoilStatistics one : statistics) {
            measurement.add(one, controller.histogram(id, one));
        }
        return measurement.build();
    }

    private static Provenance provenance(HyperfoilControllerClient controller, URI address, RunState state)
            throws RemoteEngineFailure {
        List<String> notes = new ArrayList<>();
        notes.add("Hyperfoil counts from the send, not from the intended start: response time and service time are the"
                + " same here, and a target that stalls looks better than it is.");
        notes.add("Hyperfoil's histograms have two significant digits and are known for the whole run only.");
        notes.addAll(state.errors());
        return new Provenance("hyperfoil", controller.version(), address.toString(), notes);
    }

    private void pause() throws RemoteEngineFailure {
        try {
            Thread.sleep(lookEvery);
        } catch (InterruptedException stop) {
            throw RemoteEngineFailure.stopped(stop);
        }
    }

    private static void killQuietly(HyperfoilControllerClient controller, String id) {
        boolean interrupted = Thread.interrupted();
        try {
            controller.kill(id);
        } catch (RemoteEngineFailure unreachable) {
            LOG.warnf("Hyperfoil run could not be killed: hyperfoilRun=%s cause=%s", id, unreachable.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
