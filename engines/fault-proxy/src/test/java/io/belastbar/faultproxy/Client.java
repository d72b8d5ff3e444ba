package io.belastbar.faultproxy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection through a proxy. Waits are generous: they only end a test that would hang. */
final class Client implements AutoCloseable {
    static final int PATIENCE_MS = 60_000;

    final Socket socket;

    Client(String listen) throws IOException {
        int colon = listen.lastIndexOf(':');
        socket = new Socket(listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1)));
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
    }

    Client send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Client send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** As many bytes as the text has. */
    String receive(String expected) throws IOException {
        return new String(
                socket.getInputStream().readNBytes(expected.getBytes(StandardCharsets.UTF_8).length),
                StandardCharsets.UTF_8);
    }

    String ask(String text) throws IOException {
        return send(text).receive(text);
    }

    /** The next byte, or -1 at the end. */
    int read() throws IOException {
        return socket.getInputStream().read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
