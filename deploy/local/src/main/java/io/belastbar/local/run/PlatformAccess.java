package io.belastbar.local.run;

import io.belastbar.embedded.FreePorts;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.SourceTree;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.home.LauncherLock;
import io.belastbar.local.home.TemporaryHome;
import io.belastbar.local.launch.ChildService;
import io.belastbar.local.launch.Extent;
import io.belastbar.local.launch.Platform;
import io.belastbar.local.launch.PlatformOptions;
import io.belastbar.local.launch.PortPlan;
import io.belastbar.local.supervision.ChildListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The platform that a load run uses: the one that runs on the home, or one of its own that ends with it. Its own keeps
 * its state on a home that was named, and in a temporary folder otherwise.
 */
final class PlatformAccess implements AutoCloseable {
    private static final int PORTS = 36;

    private final ApiClient api;
    private final Platform own;
    private final BelastbarHome temporary;

    private PlatformAccess(ApiClient api, Platform own, BelastbarHome temporary) {
        this.api = api;
        this.own = own;
        this.temporary = temporary;
    }

    /**
     * Whether a platform runs on the home that was chosen.
     *
     * @throws CommandFailure when one holds the home and does not answer
     */
    static boolean runs(Path chosen) throws IOException, InterruptedException {
        var home = BelastbarHome.choose(chosen);
        if (!Files.exists(home.connectionFile())) {
            return false;
        }
        if (answers(home)) {
            return true;
        }
        if (LauncherLock.isTaken(home)) {
            throw new CommandFailure(
                    ExitCodes.ABORTED,
                    "a platform runs on " + home.path() + ", but its loadtest-service does not answer;"
                            + " see: belastbar status --home " + home.path());
        }
        // A launcher that was killed left its file behind.
        return false;
    }

    static PlatformAccess toRunning(Path chosen) throws IOException {
        return new PlatformAccess(ApiClient.of(BelastbarHome.choose(chosen)), null, null);
    }

    /**
     * Prepares a platform of its own; {@link #start()} starts it.
     *
     * @param chosen where its state stays, or null
     * @param settings for its connection file
     */
    static PlatformAccess toOwn(Path chosen, boolean withSample, Map<String, String> settings, ChildListener listener)
            throws IOException {
        BelastbarHome temporary = chosen == null ? TemporaryHome.make() : null;
        var home = chosen == null ? temporary : BelastbarHome.choose(chosen);
        var options = new PlatformOptions(
                SourceTree.root(),
                home,
                new PortPlan(FreePorts.block(PORTS)),
                Extent.of(ChildService.forLoadRun(withSample)),
                settings);
        return new PlatformAccess(null, Platform.prepare(options, PlatformOptions.RESTART_DELAY, listener), temporary);
    }

    private static boolean answers(BelastbarHome home) throws InterruptedException {
        try {
            ApiClient.of(home).get("loadtest", "/q/health/live");
            return true;
        } catch (IOException | CommandFailure nobody) {
            return false;
        }
    }

    /** @return how to call it, once all of it is ready */
    ApiClient start() throws IOException, InterruptedException {
        if (own == null) {
            return api;
        }
        own.start();
        return ApiClient.of(own.home());
    }

    /** Ends what was started here, and nothing else. */
    @Override
    public synchronized void close() throws IOException {
        if (own != null) {
            own.close();
        }
        if (temporary != null && Files.exists(temporary.path())) {
            TemporaryHome.delete(temporary);
        }
    }
}
