package io.belastbar.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The one platform that the stories share: what {@code demo --keep} left running. Whoever asks first starts it, whoever
 * asks after its end starts another one, so that the stories may come in any order.
 */
public final class StoryPlatform {
    private static final Duration DEMO_LIMIT = Duration.ofSeconds(700);
    private static final long COMMAND_SECONDS = 300;
    private static final String LEFT_RUNNING = "Still running on";

    private static StoryPlatform current;

    private final Path folder;
    private final CommandLine.Running launcher;

    private StoryPlatform(Path folder) throws IOException {
        this.folder = folder;
        this.launcher = CommandLine.start(folder.resolve("demo.log"), "demo", "--keep", "--home", home().toString());
        Runtime.getRuntime().addShutdownHook(new Thread(launcher.process()::destroy));
    }

    /** The platform after its demo. */
    public static synchronized StoryPlatform running() throws Exception {
        if (current == null || !current.launcher.process().isAlive()) {
            var started = new StoryPlatform(Files.createTempDirectory("belastbar-stories-"));
            current = started;
            Waiting.until(
                    DEMO_LIMIT,
                    () -> started.output().contains(LEFT_RUNNING)
                            || !started.launcher.process().isAlive(),
                    started::output);
            if (!started.launcher.process().isAlive()) {
                throw new AssertionError("the demo ended:\n" + started.output());
            }
        }
        return current;
    }

    public Path home() {
        return folder.resolve("home");
    }

    public RunningPlatform api() throws IOException {
        return RunningPlatform.of(home());
    }

    /** All that the launcher has printed: the demo, and what happened to its children since. */
    public String output() throws IOException {
        return launcher.output();
    }

    /** Runs a command against this platform. */
    public CommandLine.Finished command(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home().toString()));
        return CommandLine.run(
                Files.createTempFile(folder, "command-", ".log"), COMMAND_SECONDS, all.toArray(String[]::new));
    }

    /** Ends the platform as Ctrl-C would. */
    public CommandLine.Finished interrupt() throws Exception {
        return launcher.interrupt();
    }
}
