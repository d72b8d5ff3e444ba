package io.belastbar.embedded;

import io.belastbar.embedded.process.GuardedProcess;
import io.belastbar.embedded.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A server that runs as a child process on loopback: the same port and data after a restart. */
public abstract class EmbeddedServer {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final Path data;
    private final int port;
    private GuardedProcess process;

    protected EmbeddedServer(String name, Path data, int port) {
        this.name = name;
        this.data = data;
        this.port = port;
    }

    /** Starts it and waits until it can be used. */
    public abstract void start() throws IOException, InterruptedException;

    public final int port() {
        return port;
    }

    public final boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** How it ended, to be said behind its name; asked of one that was started. */
    public final String fate() {
        return process.fate();
    }

    /** Ends it in good order, and at once when it is deaf to that. */
    public final void stop() throws InterruptedException {
        if (process != null) {
            process.stop(STOP_LIMIT);
        }
    }

    /** A crash: it ends at once, with all its processes. */
    public final void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    /** It hangs: it answers nobody until {@link #resume()}, but its connections stay open. */
    public final void pause() {
        if (process != null) {
            process.pause();
        }
    }

    public final void resume() {
        if (process != null) {
            process.resume();
        }
    }

    protected final Path data() {
        return data;
    }

    /** Beside the data: {@code .log}, {@code .pid} and the like. */
    protected final Path beside(String suffix) {
        return data.resolveSibling(data.getFileName() + suffix);
    }

    /** Ends what a launcher that was killed with its guards left here. */
    protected final void endOrphan() throws IOException {
        PidFile.reap(beside(".pid"));
    }

    protected final void launch(String signal, List<String> command, Map<String, String> environment)
            throws IOException {
        process = GuardedProcess.start(signal, beside(".pid"), beside(".log"), command, environment);
    }

    /** For a command that is to end before the server itself is launched. */
    protected final int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    protected final void awaitReady(Duration limit, BooleanSupplier ready) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(name + " did not start:\n" + Files.readString(beside(".log")));
            }
            Thread.sleep(20);
        }
    }
}
