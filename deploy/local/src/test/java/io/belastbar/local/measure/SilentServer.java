package io.belastbar.local.measure;

import io.belastbar.embedded.PrivateProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A budget service that takes connections and never answers, or answers headers and no more. */
final class SilentServer implements AutoCloseable {
    private static final String HEADERS =
            "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

    volatile boolean sendsHeaders;

    private final Path home;
    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    SilentServer(Path home) throws IOException {
        this.home = home;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Path run = Files.createDirectories(home.resolve("run"));
        PrivateProperties.write(
                run.resolve("connection.properties"),
                Map.of("belastbar.url.budget", "http://127.0.0.1:" + server.getLocalPort()));
        PrivateProperties.write(run.resolve("tokens.properties"), Map.of("viewer", "v", "engineer", "e"));
        Thread.ofVirtual().start(this::accept);
    }

    String home() {
        return home.toString();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                if (sendsHeaders) {
                    socket.getOutputStream().write(HEADERS.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
