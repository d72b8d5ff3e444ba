package io.belastbar.chaos.fault.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way to a real server, byte for byte. It can be made to hang: what is sent then reaches the server only when it is let
 * go, long after the sender has given up.
 */
public final class TargetGate implements AutoCloseable {
    private static final String FAILED =
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    /** What becomes of what is sent. */
    public enum Mode {
        PASSES,
        HANGS,
        REFUSES,
        FAILS
    }

    private final ServerSocket door;
    private final ExecutorService each = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger held = new AtomicInteger();
    private volatile CountDownLatch letGo = new CountDownLatch(0);
    private volatile Mode mode = Mode.PASSES;
    private volatile int server;

    TargetGate() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        each.submit(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    public void leadTo(int port) {
        server = port;
    }

    /** What hung before still hangs. */
    public void become(Mode next) {
        if (next == Mode.HANGS) {
            letGo = new CountDownLatch(1);
        }
        mode = next;
    }

    /** What hung reaches the server now. */
    public void letGo() {
        letGo.countDown();
    }

    /** Connections whose bytes have not reached the server. */
    public int held() {
        return held.get();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            each.submit(() -> serve(client));
        }
    }

    private Void serve(Socket client) throws IOException, InterruptedException {
        try (client;
                Socket target = new Socket(InetAddress.getLoopbackAddress(), server)) {
            each.submit(() -> answers(target, client));
            byte[] sent = new byte[8192];
            for (int read = client.getInputStream().read(sent);
                    read >= 0;
                    read = client.getInputStream().read(sent)) {
                if (!pass(client, target, sent, read)) {
                    return null;
                }
            }
        }
        return null;
    }

    private boolean pass(Socket client, Socket target, byte[] sent, int read) throws IOException, InterruptedException {
        switch (mode) {
            case PASSES -> write(target, sent, read);
            case HANGS -> hold(client, sent, read);
            case REFUSES -> client.setSoLinger(true, 0);
            case FAILS -> client.getOutputStream().write(FAILED.getBytes(StandardCharsets.US_ASCII));
        }
        return mode == Mode.PASSES;
    }

    private void hold(Socket client, byte[] sent, int read) throws IOException, InterruptedException {
        CountDownLatch mine = letGo;
        held.incrementAndGet();
        try {
            var all = new ByteArrayOutputStream();
            all.write(sent, 0, read);
            collect(client, all, mine);
            mine.await();
            deliver(all.toByteArray());
        } finally {
            held.decrementAndGet();
        }
    }

    /** Over a way of its own: the server may have closed the old one, which was idle for so long. */
    private void deliver(byte[] late) throws IOException {
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), server)) {
            write(target, late, late.length);
            target.shutdownOutput();
            target.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Until the sender gives up. */
    private static void collect(Socket client, ByteArrayOutputStream all, CountDownLatch letGo) throws IOException {
        client.setSoTimeout(50);
        InputStream in = client.getInputStream();
        while (letGo.getCount() > 0) {
            try {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                all.write(next);
            } catch (SocketTimeoutException nothingMore) {
                // Asked again, until it is let go.
            } catch (SocketException givenUp) {
                return;
            }
        }
    }

    private Void answers(Socket target, Socket client) throws IOException {
        byte[] said = new byte[8192];
        OutputStream out = client.getOutputStream();
        for (int read = target.getInputStream().read(said);
                read >= 0;
                read = target.getInputStream().read(said)) {
            if (mode == Mode.PASSES) {
                out.write(said, 0, read);
            }
        }
        client.close();
        return null;
    }

    private static void write(Socket socket, byte[] bytes, int length) throws IOException {
        socket.getOutputStream().write(bytes, 0, length);
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
        each.shutdownNow();
    }
}
