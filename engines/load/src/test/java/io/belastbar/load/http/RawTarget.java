package io.belastbar.load.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A target that says, byte by byte, what a test wants it to say. */
final class RawTarget implements AutoCloseable {

    /** What happens on one connection; its end closes the connection. */
    interface Behaviour {
        void serve(Wire wire) throws IOException, InterruptedException;
    }

    /** One connection as the target sees it. */
    static final class Wire {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Wire(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /** The next request with its body; null when the client has closed. */
        String request() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int octet = in.read();
                if (octet < 0) {
                    return null;
                }
                head.write(octet);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
            int length = at < 0 ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
            return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        void say(String text) throws IOException {
            say(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void say(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        void answer(int status, String body) throws IOException {
            say("HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }

        /** Closes in the way of a process that was killed: without a good-bye. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
        }

        /** Until the client closes. */
        void waitForEnd() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private RawTarget(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        Thread.ofVirtual().start(() -> accept(behaviour));
    }

    static RawTarget serving(Behaviour behaviour) throws IOException {
        return over(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), behaviour);
    }

    static RawTarget over(ServerSocket server, Behaviour behaviour) {
        return new RawTarget(server, behaviour);
    }

    /** Answers each request in turn. */
    static RawTarget answering(Answer answer) throws IOException {
        return serving(wire -> {
            for (String request = wire.request(); request != null; request = wire.request()) {
                answer.to(request, wire);
            }
        });
    }

    interface Answer {
        void to(String request, Wire wire) throws IOException, InterruptedException;
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, behaviour));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, Behaviour behaviour) {
        try (socket) {
            behaviour.serve(new Wire(socket));
        } catch (IOException gone) {
            // The client closed first.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    /** All that were ever accepted. */
    int connections() {
        return connections.get();
    }

    int openConnections() {
        return sockets.size();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    URI secureUrl() {
        return URI.create("https://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
