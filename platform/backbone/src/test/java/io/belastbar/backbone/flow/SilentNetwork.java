package io.belastbar.backbone.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of this machine that takes connections and never says a word: a network that hangs instead of refusing. */
final class SilentNetwork implements AutoCloseable {

    private final ServerSocket door;

    SilentNetwork() {
        try {
            // Nobody accepts: the system completes the handshake and keeps what is sent.
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
