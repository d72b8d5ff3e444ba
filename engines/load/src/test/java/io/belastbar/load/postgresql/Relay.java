package io.belastbar.load.postgresql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands between a driver and a server: it can hold back what the server says, and knows what the driver said. */
final class Relay implements AutoCloseable {

    private final ServerSocket front;
    private final int server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> said = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean holding;

    Relay(int server) throws IOException {
        this.front = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    /** From now on the server is silent. */
    void hold() {
        hold(true);
    }

    void release() {
        hold(false);
    }

    private void hold(boolean whether) {
        lock.lock();
        try {
            holding = whether;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What came from the driver, a connection each. */
    List<byte[]> said() {
        return said.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket driver = front.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.addAll(List.of(driver, behind));
                ByteArrayOutputStream heard = new ByteArrayOutputStream();
                said.add(heard);
                Thread.ofVirtual().start(() -> pump(driver, behind, heard));
                Thread.ofVirtual().start(() -> pump(behind, driver, null));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, ByteArrayOutputStream copy) {
        byte[] piece = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (copy == null) {
                    awaitRelease();
                } else {
                    copy.write(piece, 0, count);
                }
                out.write(piece, 0, count);
            }
        } catch (IOException gone) {
            // One side has closed; so does the other.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitRelease() throws InterruptedException {
        lock.lock();
        try {
            while (holding) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        release();
        front.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
