package io.belastbar.faultproxy.wire;

import io.belastbar.faultproxy.toxic.Direction;
import io.belastbar.faultproxy.toxic.Toxic;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A client, its connection to the upstream, and a link for each direction. Lives in one loop. */
final class Connection implements Loop.Handler {
    private static final long CONNECT_NANOS = 30_000_000_000L;

    private final Loop loop;
    private final RandomGenerator random;
    private final Consumer<Connection> onClosed;
    private final Socket client;
    private final Map<Direction, Link> links = new EnumMap<>(Direction.class);
    private final Map<String, Double> lots = new HashMap<>();
    private Socket server;
    private Timer connecting;
    private boolean closed;

    Connection(Wire.Lane lane, SocketChannel client, Consumer<Connection> onClosed) {
        this.loop = lane.loop();
        this.random = lane.random();
        this.onClosed = onClosed;
        this.client = new Socket(client);
        for (Direction direction : Direction.values()) {
            links.put(direction, new Link(this, loop, lane.memory()));
        }
    }

    /** Where all its other methods are called. */
    Loop loop() {
        return loop;
    }

    /** Connects to the upstream; toxics act from here on. */
    void open(InetSocketAddress upstream, Collection<Toxic> toxics) {
        if (closed) {
            return;
        }
        if (upstream.isUnresolved()) {
            close();
            return;
        }
        try {
            SocketChannel channel = SocketChannel.open();
            server = new Socket(channel);
            channel.configureBlocking(false);
            for (Socket socket : List.of(client, server)) {
                socket.channel().setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            links.get(Direction.UPSTREAM).between(client, server);
            links.get(Direction.DOWNSTREAM).between(server, client);
            boolean connected = channel.connect(upstream);
            client.register(loop, this, true);
            server.register(loop, this, connected);
            if (!connected) {
                connecting = loop.at(loop.now() + CONNECT_NANOS, this::close);
            }
        } catch (IOException e) {
            close();
            return;
        }
        apply(toxics);
    }

    /** Brings these toxics into force, and no others. */
    void apply(Collection<Toxic> toxics) {
        lots.keySet().retainAll(toxics.stream().map(Toxic::name).toList());
        for (Direction direction : Direction.values()) {
            if (closed || server == null) {
                return;
            }
            links.get(direction)
                    .become(toxics.stream()
                            .filter(toxic -> toxic.direction() == direction)
                            .map(toxic -> toxic.segment(lotOf(toxic), random))
                            .toList());
        }
    }

    private double lotOf(Toxic toxic) {
        return lots.computeIfAbsent(toxic.name(), name -> random.nextDouble());
    }

    boolean isConnected() {
        return server != null && server.isConnected();
    }

    @Override
    public void ready(SelectionKey key) {
        int operations = key.readyOps();
        if ((operations & SelectionKey.OP_CONNECT) != 0) {
            connected();
            return;
        }
        boolean ofClient = key.channel() == client.channel();
        if ((operations & SelectionKey.OP_WRITE) != 0) {
            links.get(ofClient ? Direction.DOWNSTREAM : Direction.UPSTREAM).settle();
        }
        if ((operations & SelectionKey.OP_READ) != 0 && !closed) {
            links.get(ofClient ? Direction.UPSTREAM : Direction.DOWNSTREAM).read();
        }
    }

    private void connected() {
        try {
            if (!server.finishConnect()) {
                return;
            }
        } catch (ConnectException | NoRouteToHostException unreached) {
            close();
            return;
        } catch (IOException e) {
            // It was connected, and has been reset since.
            reset();
            return;
        }
        loop.cancel(connecting);
        for (Link link : links.values()) {
            if (!closed) {
                link.settle();
            }
        }
    }

    /** The receiver of a link is gone: its sender is told by a reset, past what toxics hold back. */
    void targetBroken(Link link) {
        for (Link other : links.values()) {
            if (other != link) {
                other.sourceFailed();
            }
        }
        ended();
    }

    /** A link has nothing more to do. */
    void ended() {
        if (links.values().stream().allMatch(Link::isDone)) {
            close();
        }
    }

    @Override
    public void broken() {
        reset();
    }

    /** Closes both sides; what is held is lost. */
    void close() {
        if (stop()) {
            client.close(loop.buffer());
            if (server != null) {
                server.close(loop.buffer());
            }
            onClosed.accept(this);
        }
    }

    /** Closes both sides with a TCP reset. */
    void reset() {
        if (stop()) {
            client.reset();
            if (server != null) {
                server.reset();
            }
            onClosed.accept(this);
        }
    }

    private boolean stop() {
        if (closed) {
            return false;
        }
        closed = true;
        loop.cancel(connecting);
        links.values().forEach(Link::stop);
        return true;
    }
}
