package io.belastbar.local.up;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.launch.ChildService;
import io.belastbar.local.launch.Platform;
import io.belastbar.local.launch.PortPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the platform and stays in front of it. */
@Command(
        name = "up",
        description = "Start PostgreSQL, Kafka, Redis, the services and the sample system; Ctrl-C ends all of it.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Mixin
    private PlatformArguments arguments = new PlatformArguments();

    @Option(names = "--no-sample", description = "Leave the sample system and its insurer out.")
    private boolean noSample;

    @Option(
            names = "--no-training",
            description = "Do not write the archives that make the next start faster (JDK 25 and newer).")
    private boolean noTraining;

    @Option(
            names = "--restart-after",
            paramLabel = "SECONDS",
            description = "How long a process that has ended stays away before it is started again"
                    + " (default: ${DEFAULT-VALUE}).")
    private int restartAfterSeconds = 2;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var begun = Instant.now();
        int basePort = arguments.basePort() == null ? PortPlan.DEFAULT_BASE : arguments.basePort();
        var home = BelastbarHome.choose(arguments.home());
        var options = arguments.toOptions(home, basePort, !noSample);
        if (restartAfterSeconds < 1) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, "--restart-after should be at least 1: was " + restartAfterSeconds);
        }
        var platform = Platform.prepare(
                options, Duration.ofSeconds(restartAfterSeconds), new StartTable(System.out, System.console() != null));
        closeAtTheEnd(platform);
        platform.start();
        var took = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        System.out.printf(
                Locale.ROOT,
                "Ready after %.1f s. Dashboard: %s  Tokens: %s  Ctrl-C ends.%n",
                took,
                platform.url(ChildService.DASHBOARD),
                home.tokensFile());
        if (!noTraining) {
            platform.trainMissingArchives();
        }
        platform.supervise();
        return ExitCodes.PASSED;
    }

    /** Ctrl-C and SIGTERM end the JVM, and this hook ends the children before it. */
    public static void closeAtTheEnd(Platform platform) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                platform.close();
            } catch (IOException e) {
                System.err.println("while stopping: " + e.getMessage());
            }
        }));
    }
}
