package io.belastbar.local.supervision;

import io.belastbar.embedded.PrivateProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the launcher knows of the children that are not running, for other processes: a file that is replaced as a
 * whole. It names its launcher by process id and start time, so that one that was killed is not taken at its word.
 */
public final class StateFile implements ChildListener {
    private static final String LAUNCHER = "launcher";
    private static final String STARTING = "starting";
    private static final String UNKNOWN = "-";
    private static final String WAITING = "waiting ";
    private static final String HELD = "held ";

    private final Path file;
    private final Map<String, String> entries = new TreeMap<>();

    public StateFile(Path file) {
        this.file = file;
        entries.put(LAUNCHER, identity(ProcessHandle.current()));
    }

    @Override
    public void changed(SupervisedChild child, ChildState before, ChildState state, Instant now) {
        switch (state) {
            case ChildState.Waiting waiting ->
                entries.put(
                        child.name(),
                        (waiting.nextTry() == null ? UNKNOWN : waiting.nextTry()) + " " + waiting.reason());
            case ChildState.Held held -> entries.put(child.name(), HELD + held.reason());
            case ChildState.Starting starting -> entries.put(child.name(), STARTING);
            case ChildState.Running running -> entries.remove(child.name());
        }
        try {
            PrivateProperties.write(file, entries);
        } catch (IOException e) {
            System.err.println("status will not know what is waiting: " + file + ": " + e.getMessage());
        }
    }

    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** @throws IOException when there is a file and it cannot be read */
    public static Saying read(Path file) throws IOException {
        try {
            var entries = new HashMap<>(PrivateProperties.read(file));
            String launcher = String.valueOf(entries.remove(LAUNCHER));
            String pid = launcher.replaceFirst(" .*$", "");
            boolean lives = pid.matches("\\d{1,18}")
                    && ProcessHandle.of(Long.parseLong(pid))
                            .filter(process -> identity(process).equals(launcher))
                            .isPresent();
            return new Saying(!lives, lives ? entries : Map.of());
        } catch (NoSuchFileException none) {
            return new Saying(false, Map.of());
        }
    }

    /** What the file says, which is nothing when its launcher was killed. */
    public record Saying(boolean launcherIsGone, Map<String, String> entries) {

        /** {@code starting}, {@code held} or {@code waiting} with the reason, and the next try; empty for one that runs. */
        public Optional<String> of(String child, Instant now) {
            String entry = entries.get(child);
            if (entry == null || entry.equals(STARTING) || entry.startsWith(HELD)) {
                return Optional.ofNullable(entry);
            }
            int space = entry.indexOf(' ');
            String next = entry.substring(0, space);
            Instant nextTry = next.equals(UNKNOWN) ? null : Instant.parse(next);
            return Optional.of(WAITING + new ChildState.Waiting(entry.substring(space + 1), nextTry).text(now));
        }
    }

    private static String identity(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toString).orElse("");
    }
}
