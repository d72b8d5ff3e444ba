package io.belastbar.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The least that a proxy can do: two threads a connection, each of which reads from one socket and writes to the other. */
final class PlainCopy {
    private static final int BYTES = 64 * 1024;

    private PlainCopy() {}

    /** Arguments: the port to listen at and the one to lead to, both on loopback. Runs until the process is ended. */
    public static void main(String[] arguments) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (var server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(loopback, Integer.parseInt(arguments[0])));
            while (true) {
                SocketChannel client = server.accept();
                var upstream = SocketChannel.open(new InetSocketAddress(loopback, Integer.parseInt(arguments[1])));
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                upstream.setOption(StandardSocketOptions.TCP_NODELAY, true);
                Thread.ofPlatform().daemon().start(() -> copy(client, upstream));
                Thread.ofPlatform().daemon().start(() -> copy(upstream, client));
            }
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
        try (from;
                to) {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } catch (IOException otherSideEnded) {
            // Both are closed: a benchmark's clients end their connections.
        }
    }
}
