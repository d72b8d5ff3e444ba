package io.belastbar.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Loopback ports that nobody listens on at the moment. */
public final class FreePorts {
    private static final int LOWEST_BASE = 20000;
    private static final int HIGHEST_BASE = 30000;

    private FreePorts() {}

    /** The first of so many free ports in a row, below the range from which systems give out ports. */
    public static int block(int count) {
        int start = LOWEST_BASE + (int) (ProcessHandle.current().pid() * count % (HIGHEST_BASE - LOWEST_BASE));
        for (int tried = 0; tried < HIGHEST_BASE - LOWEST_BASE; tried += count) {
            int base = LOWEST_BASE + (start - LOWEST_BASE + tried) % (HIGHEST_BASE - LOWEST_BASE);
            if (IntStream.range(base, base + count).allMatch(FreePorts::isFree)) {
                return base;
            }
        }
        throw new IllegalStateException("no " + count + " free ports in a row");
    }

    /** Whether a server could listen there now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // As the servers do: a port in TIME_WAIT is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    /** So many different ports; held open together until all are found, so that none is found twice. */
    public static List<Integer> find(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            for (ServerSocket socket : sockets) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
