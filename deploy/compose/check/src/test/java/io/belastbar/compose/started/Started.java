package io.belastbar.compose.started;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process with the variables that it is given and no others of ours. */
final class Started {
    /** Of what takes seconds on a machine that does nothing else. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path log;
    private final Process process;

    Started(Path log, List<String> command, Map<String, String> environment) throws IOException {
        this.log = log;
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(BELASTBAR|QUARKUS|KAFKA|OTEL|JAVA|JDK)_.*"));
        builder.environment().putAll(environment);
        this.process = builder.start();
    }

    /** @throws IOException with what it printed, when it does not end well */
    String toItsEnd() throws IOException, InterruptedException {
        awaitEnd();
        if (process.exitValue() != 0) {
            throw new IOException("ended with " + process.exitValue() + ":\n" + output());
        }
        return output();
    }

    void awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            end();
            throw new IOException("did not end:\n" + output());
        }
    }

    /** Waits until somebody listens. */
    void awaitPort(int port) throws IOException, InterruptedException {
        await(() -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    interface Asked {
        boolean isSo() throws IOException, InterruptedException;
    }

    void await(Asked asked) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!asked.isSo()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException((process.isAlive() ? "not ready" : "ended") + ":\n" + output());
            }
            // Ends at once when the process does.
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
