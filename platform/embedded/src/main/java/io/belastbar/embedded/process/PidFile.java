package io.belastbar.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Finds and ends a child that an earlier launcher left behind because its guard was killed too. */
public final class PidFile {
    private PidFile() {}

    /** The process id in the file; empty when the file is missing or not yet written. */
    public static Optional<Long> read(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the process of a stale file, if that number still belongs to it: process ids are reused, so its command line
     * must name {@code marker}.
     *
     * @return whether there was one to end
     */
    public static boolean reap(Path file, String marker) throws IOException {
        Optional<ProcessHandle> orphan = read(file).flatMap(ProcessHandle::of);
        Files.deleteIfExists(file);
        if (orphan.isEmpty() || !commandLine(orphan.get().pid()).contains(marker)) {
            return false;
        }
        ProcessHandle process = orphan.get();
        process.destroy();
        try {
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException tooSlow) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return true;
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
        } catch (IOException noProcFileSystem) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().commandLine())
                    .orElse("");
        }
    }
}
