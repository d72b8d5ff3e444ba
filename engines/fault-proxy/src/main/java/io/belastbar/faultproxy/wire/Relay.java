package io.belastbar.faultproxy.wire;

import io.belastbar.faultproxy.toxic.Toxic;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A port, the connections that came through it, and the toxics on them. All its methods are called in the first loop. */
public final class Relay {
    private final Wire wire;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private Supplier<InetSocketAddress> upstream;
    private Collection<Toxic> toxics = List.of();
    private Listener listener;

    /** @param upstream gives the address; may wait for a name to be found, for it is not asked in the loop */
    public Relay(Wire wire, Supplier<InetSocketAddress> upstream) {
        this.wire = wire;
        this.upstream = upstream;
    }

    /** Takes connections from this port, and from no other. */
    public void open(Listener opened) {
        close();
        listener = opened;
        opened.accept(this::accepted);
    }

    /** Closes the port and all connections. */
    public void close() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        closeConnections();
    }

    public boolean isOpen() {
        return listener != null;
    }

    /** New connections go there; those to the former address are closed, as when an address moves to another machine. */
    public void upstream(Supplier<InetSocketAddress> address) {
        upstream = address;
        closeConnections();
    }

    /** Brings these toxics, and no others, into force on every connection, open or to come. */
    public void toxics(Collection<Toxic> wanted) {
        toxics = List.copyOf(wanted);
        Collection<Toxic> now = toxics;
        connections.forEach(connection -> connection.loop().execute(() -> connection.apply(now)));
        wire.settled();
    }

    public int connections() {
        return connections.size();
    }

    private void closeConnections() {
        for (Connection connection : List.copyOf(connections)) {
            closed(connection);
            connection.loop().execute(connection::close);
        }
        wire.settled();
    }

    private void accepted(SocketChannel client) {
        if (!wire.opened()) {
            Listener.refuse(client);
            return;
        }
        var connection =
                new Connection(wire.next(), client, ended -> wire.loop().execute(() -> closed(ended)));
        connections.add(connection);
        Supplier<InetSocketAddress> asked = upstream;
        Thread.ofVirtual().start(() -> {
            InetSocketAddress address = asked.get();
            wire.loop().execute(() -> connect(connection, address));
        });
    }

    private void connect(Connection connection, InetSocketAddress address) {
        if (connections.contains(connection)) {
            // Changes of toxics come to its loop in the order in which they were made here
            Collection<Toxic> now = toxics;
            connection.loop().execute(() -> connection.open(address, now));
        }
    }

    private void closed(Connection connection) {
        if (connections.remove(connection)) {
            wire.closed();
        }
    }
}
