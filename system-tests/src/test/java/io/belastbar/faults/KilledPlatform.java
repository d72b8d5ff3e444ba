package io.belastbar.faults;

import io.belastbar.running.CommandLine;
import io.belastbar.running.RunningPlatform;
import io.belastbar.running.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A platform with the sample's own servers. Its parts may be killed; its launcher is started again then. */
final class KilledPlatform {
    /** Far above what it takes: a busy machine makes no platform whole sooner. */
    private static final Duration START_LIMIT = Duration.ofSeconds(180);

    private final Path folder;
    private final int basePort;
    private CommandLine.Running launcher;
    private int starts;

    private KilledPlatform(Path folder, int basePort) {
        this.folder = folder;
        this.basePort = basePort;
    }

    static KilledPlatform start(Path folder, int basePort) throws Exception {
        var platform = new KilledPlatform(folder, basePort);
        platform.startLauncher();
        try {
            platform.awaitReady();
            platform.door().describeTheSystem();
            return platform;
        } catch (Exception | AssertionError failed) {
            platform.end();
            throw failed;
        }
    }

    Path home() {
        return folder.resolve("home");
    }

    FaultDoor door() {
        return new FaultDoor(home());
    }

    /** @param limit how long each may take to answer */
    SampleServers servers(Duration limit) {
        return new SampleServers(home(), basePort, limit);
    }

    /** As a crash would. Whoever is just being started again is met as soon as it is there. */
    void kill(Victim victim) throws Exception {
        if (victim == Victim.LAUNCHER) {
            launcher.process().destroyForcibly().waitFor();
            startLauncher();
            return;
        }
        Path pidFile = home().resolve(victim.pidFile());
        Waiting.until(
                START_LIMIT,
                () -> CommandLine.childOf(pidFile)
                        .filter(child ->
                                launcher.process().toHandle().descendants().anyMatch(child::equals))
                        .map(ProcessHandle::destroyForcibly)
                        .orElse(false),
                () -> victim + " does not run");
    }

    /**
     * What the launcher started, and started again, answers. A launcher whose start failed, as on a machine that has no
     * time for it, is started again, as whoever watches over it does.
     */
    void awaitReady() throws Exception {
        Waiting.until(
                START_LIMIT.multipliedBy(2),
                () -> hasStarted()
                        && launcher.output().contains("Ready after")
                        && SampleServers.isReady(RunningPlatform.of(home())),
                launcher::output);
    }

    private boolean hasStarted() throws IOException {
        if (!launcher.process().isAlive()) {
            startLauncher();
        }
        return true;
    }

    boolean isStarting() throws IOException {
        return !launcher.output().contains("Ready after");
    }

    String output() throws IOException {
        return launcher.output();
    }

    private void startLauncher() throws IOException {
        launcher = CommandLine.start(
                folder.resolve("up-" + ++starts + ".log"),
                List.of("up", "--ha", "--home", home().toString(), "--base-port", "" + basePort),
                List.of("--no-training", "--tenants", "2", "--employees-per-tenant", "20"));
    }

    void end() throws Exception {
        launcher.interrupt();
    }
}
