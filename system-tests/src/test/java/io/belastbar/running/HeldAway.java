package io.belastbar.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A server that is away until the test lets it come back: it is ended and its port is taken, so that each attempt to
 * start it again fails. Whoever connects meanwhile finds the connection closed.
 */
public final class HeldAway {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ServerSocket port;

    private HeldAway(ServerSocket port) {
        this.port = port;
        Thread.ofPlatform().daemon().name("held-away").start(this::closeEveryConnection);
    }

    /** Ends the server whose process id is in the file, as often as it comes back before its port is taken. */
    public static HeldAway of(Path pidFile, int port) throws Exception {
        var taken = new ServerSocket[1];
        Waiting.until(
                LIMIT,
                () -> {
                    var server = CommandLine.childOf(pidFile);
                    if (server.isPresent()) {
                        CommandLine.signal("INT", server.get().pid());
                    }
                    taken[0] = take(port).orElse(null);
                    return taken[0] != null;
                },
                () -> "port " + port + " could not be taken");
        return new HeldAway(taken[0]);
    }

    /** Gives the port up. */
    public void letItComeBack() throws IOException {
        port.close();
    }

    private static Optional<ServerSocket> take(int port) {
        try {
            return Optional.of(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException stillTheServers) {
            return Optional.empty();
        }
    }

    private void closeEveryConnection() {
        while (!port.isClosed()) {
            try {
                port.accept().close();
            } catch (IOException released) {
                // The loop's condition decides.
            }
        }
    }
}
