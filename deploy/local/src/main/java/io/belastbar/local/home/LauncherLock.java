package io.belastbar.local.home;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One launcher a home. The system releases the lock when the launcher ends, however it ends. */
public final class LauncherLock implements AutoCloseable {
    private final FileChannel channel;

    private LauncherLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Whether a launcher, in another process, runs on the home now. */
    public static boolean isTaken(BelastbarHome home) throws IOException {
        Path file = file(home);
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // Closing the channel gives a lock back.
            return channel.tryLock() == null;
        }
    }

    private static Path file(BelastbarHome home) {
        return home.run().resolve("launcher.lock");
    }

    public static LauncherLock take(BelastbarHome home) throws IOException {
        Path file = file(home);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "another launcher already runs on " + home.path() + ": stop it, or choose another --home");
        }
        return new LauncherLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
