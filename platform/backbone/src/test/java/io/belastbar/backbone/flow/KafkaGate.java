package io.belastbar.backbone.flow;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A way to the broker that can be made to hang for those who take it: what they send and wait for goes no further, and no
 * connection breaks. The broker's answers name this way instead of its own address, so that nobody finds a detour.
 */
final class KafkaGate implements AutoCloseable {

    private static final byte[] HOST = "127.0.0.1".getBytes(StandardCharsets.US_ASCII);

    private interface Copying {
        void run() throws IOException;
    }

    private final int brokerPort;
    private final ServerSocket door;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private boolean frozen;

    KafkaGate(String bootstrapServer) {
        this.brokerPort = Integer.parseInt(bootstrapServer.substring(bootstrapServer.lastIndexOf(':') + 1));
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    String bootstrapServer() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    synchronized void freeze() {
        frozen = true;
    }

    synchronized void thaw() {
        frozen = false;
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        thaw();
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket broker = new Socket(InetAddress.getByName("127.0.0.1"), brokerPort);
            sockets.add(client);
            sockets.add(broker);
            start(() -> copy(client.getInputStream(), broker.getOutputStream()));
            start(() -> copyAnswers(broker.getInputStream(), client.getOutputStream()));
        }
    }

    private void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[65_536];
        for (int bytes = from.read(buffer); bytes >= 0; bytes = from.read(buffer)) {
            pass();
            to.write(buffer, 0, bytes);
        }
        to.close();
    }

    /** Answers come in frames, so that an address is never cut in two. */
    private void copyAnswers(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        DataOutputStream out = new DataOutputStream(to);
        while (true) {
            byte[] frame = new byte[in.readInt()];
            in.readFully(frame);
            redirect(frame);
            pass();
            out.writeInt(frame.length);
            out.write(frame);
            out.flush();
        }
    }

    private void redirect(byte[] frame) {
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        for (int at = 0; at + HOST.length + Integer.BYTES <= frame.length; at++) {
            int port = at + HOST.length;
            if (ByteBuffer.wrap(frame, at, HOST.length).equals(ByteBuffer.wrap(HOST))
                    && buffer.getInt(port) == brokerPort) {
                buffer.putInt(port, door.getLocalPort());
            }
        }
    }

    private synchronized void pass() {
        while (frozen) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void start(Copying copying) {
        Thread.ofPlatform().daemon().name("kafka-gate").start(() -> {
            try {
                copying.run();
            } catch (IOException closed) {
                // One end is gone; the other one will notice.
            }
        });
    }
}
