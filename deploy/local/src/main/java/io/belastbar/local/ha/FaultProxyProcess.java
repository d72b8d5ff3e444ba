package io.belastbar.local.ha;

import io.belastbar.embedded.process.GuardedProcess;
import io.belastbar.local.control.Breakable;
import io.belastbar.local.supervision.SupervisedChild;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The fault proxy: a process of its own, on the launcher's own class path. It is ready when its addresses lead on. */
final class FaultProxyProcess implements SupervisedChild, Breakable.Standstill {
    static final String NAME = "fault-proxy";

    private static final String MAIN = "io.belastbar.faultproxy.FaultProxyMain";
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final ProxyClient client;
    private final Path run;
    private final Path state;
    private final Path log;
    private final Supplier<Map<String, ProxyClient.Leg>> legs;
    private volatile GuardedProcess process;

    /**
     * @param run where its pid file is
     * @param legs asked at each start: what is primary may have changed
     */
    FaultProxyProcess(ProxyClient client, Path run, Path state, Path log, Supplier<Map<String, ProxyClient.Leg>> legs) {
        this.client = client;
        this.run = run;
        this.state = state;
        this.log = log;
        this.legs = legs;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String url() {
        return client.api().toString();
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public void start() throws IOException, InterruptedException {
        process = GuardedProcess.start("TERM", run.resolve(NAME + ".pid"), log, command(), Map.of());
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!client.answers()) {
            if (!process.isAlive()) {
                throw new IOException("ended while starting");
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("not ready after %d s".formatted(READY_LIMIT.toSeconds()));
            }
            Thread.sleep(50);
        }
        Map<String, ProxyClient.Leg> told;
        do {
            told = legs.get();
            populate(told, deadline);
            // A promotion meanwhile may have spoken before this did.
        } while (!told.equals(legs.get()));
    }

    /** On a machine that is busy the first answer may take long; to ask again changes nothing. */
    private void populate(Map<String, ProxyClient.Leg> told, long deadline) throws IOException, InterruptedException {
        while (true) {
            try {
                client.populate(told);
                return;
            } catch (HttpTimeoutException late) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw late;
                }
            }
        }
    }

    /** Both compilers: what it adds to each answer is measured. */
    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-Djdk.virtualThreadScheduler.parallelism=16",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "--listen",
                client.api().getAuthority(),
                "--state",
                state.toString());
    }

    @Override
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public String fate() {
        return process.fate();
    }

    @Override
    public void stop() throws InterruptedException {
        if (process != null) {
            process.stop(STOP_LIMIT);
        }
    }

    @Override
    public void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void pause() {
        if (process != null) {
            process.pause();
        }
    }

    @Override
    public void resume() {
        if (process != null) {
            process.resume();
        }
    }

    @Override
    public Path log() {
        return log;
    }
}
