package io.belastbar.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file that tells the next launcher which child this one left behind, should its guard be killed too.
 *
 * <p>One line: process id, start time in milliseconds since 1970, the signal that ends it in good order. Process ids are
 * reused, so a number alone names nobody: a file without a time (the guard's first word, or a version before) ends none.
 */
public final class PidFile {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

    /** The system counts from its boot, and a correction of the clock moves that: far less than a number takes to return. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,10})\n");
    private static final Pattern COMPLETE = Pattern.compile("(\\d{1,10}) (\\d{1,18}) ([A-Z][A-Z0-9]*)\n");

    private PidFile() {}

    /**
     * Waits until the guard has written the child's number, and adds when it started and what ends it.
     *
     * @return the child; empty when it has ended already
     */
    static Optional<ProcessHandle> complete(Path file, String signal, Process guard) throws IOException {
        while (guard.isAlive() && !NUMBER.matcher(read(file)).matches()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        var number = NUMBER.matcher(read(file));
        Optional<ProcessHandle> child =
                number.matches() ? ProcessHandle.of(Long.parseLong(number.group(1))) : Optional.empty();
        if (child.isPresent()) {
            // It waits for this line, and has started just now where the system does not say when.
            Instant started = child.get().info().startInstant().orElseGet(Instant::now);
            Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(fresh, child.get().pid() + " " + started.toEpochMilli() + " " + signal + "\n");
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        if (!guard.isAlive()) {
            Files.deleteIfExists(file);
        }
        return child;
    }

    /**
     * Ends the process of a stale file and removes the file.
     *
     * @return whether there was one to end
     */
    public static boolean reap(Path file) throws IOException {
        var line = COMPLETE.matcher(read(file));
        Optional<ProcessHandle> orphan = line.matches() ? startedAt(line.group(1), line.group(2)) : Optional.empty();
        if (orphan.isPresent()) {
            end(orphan.get(), line.group(3));
        }
        Files.deleteIfExists(file);
        return orphan.isPresent();
    }

    private static Optional<ProcessHandle> startedAt(String pid, String millis) {
        var expected = Instant.ofEpochMilli(Long.parseLong(millis));
        return ProcessHandle.of(Long.parseLong(pid)).filter(process -> process.info()
                .startInstant()
                .map(start -> Duration.between(expected, start).abs().compareTo(SAME_START) < 0)
                .orElse(false));
    }

    private static void end(ProcessHandle process, String signal) {
        signal(signal, Stream.of(process));
        // A launcher that was killed may have made it hang.
        signal("CONT", Stream.concat(Stream.of(process), process.descendants()));
        if (!ProcessEnd.within(process, ENDS_WITHIN)) {
            kill(process);
            if (!ProcessEnd.within(process, ENDS_WITHIN)) {
                throw new IllegalStateException("process " + process.pid() + " of an earlier launcher still runs "
                        + ENDS_WITHIN.toSeconds() + " s after it was killed");
            }
        }
    }

    /** With everything below it. */
    static void kill(ProcessHandle process) {
        var below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }

    /** The JDK itself can send TERM and KILL only. */
    static void signal(String name, Stream<ProcessHandle> processes) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -$0 \"$@\"", name));
        processes.forEach(process -> command.add("" + process.pid()));
        try {
            awaitEnd(new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not by {@code onExit}, as {@link ProcessEnd} is not. */
    private static void awaitEnd(Process process) {
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            return "";
        }
    }
}
