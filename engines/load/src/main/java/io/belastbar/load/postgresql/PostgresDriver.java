package io.belastbar.load.postgresql;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.engine.Driver.DriverHealth;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.transport.HostAddresses;
import io.belastbar.load.transport.ReceiveBuffers;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * SQL scripts to one PostgreSQL from one event loop, in its own protocol: statements are prepared once a connection, and
 * all of a script goes out in one write when the scenario allows pipelining.
 *
 * <p>Every script ends once. One that is too late is cancelled on the server and its connection given up. After a failure
 * within a transaction the connection rolls back before it takes the next script.
 */
public final class PostgresDriver implements Driver {

    /** Logins at once: each costs the server a process. */
    private static final int DIALS_MAX = 8;

    private static final long SWEEP_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventLoop loop;
    private final PostgresTarget target;
    private final PostgresSettings settings;
    private final ArrayDeque<PostgresConnection> idle = new ArrayDeque<>();
    private final List<PostgresConnection> all = new ArrayList<>();
    private final ArrayDeque<SqlCall> waiting = new ArrayDeque<>();
    private Runnable ready;
    private int connections;
    private int untried;
    private int dialing;
    private int waitingMax;
    private long starved;
    private final Map<String, Integer> statements = new HashMap<>();
    private final long timeoutNanos;
    private final ReceiveBuffers buffers = new ReceiveBuffers();
    private final HostAddresses addresses;
    private final Encryption encryption;
    private final Executor blocking;
    private boolean closed;

    /** To be used on this event loop only. */
    public PostgresDriver(EventLoop loop, PostgresTarget target, PostgresSettings settings) {
        this(loop, target, settings, InetAddress::getAllByName, Thread::startVirtualThread);
    }

    /** @param blocking runs what takes long: look-ups of names, and hashing for a login */
    PostgresDriver(
            EventLoop loop,
            PostgresTarget target,
            PostgresSettings settings,
            HostAddresses.Names names,
            Executor blocking) {
        this.loop = loop;
        this.target = target;
        this.settings = settings;
        this.connections = settings.connections();
        this.blocking = blocking;
        this.addresses = new HostAddresses(loop, target.host(), target.port(), names, blocking);
        this.encryption = target.ssl() == PostgresTarget.SslMode.DISABLE ? null : new Encryption(target);
        this.timeoutNanos = settings.timeout().toNanos();
    }

    @Override
    public void open(Runnable whenTried) {
        ready = whenTried;
        untried = connections;
        sweep();
        openNext();
    }

    private void openNext() {
        while (untried > 0 && dialing < DIALS_MAX && all.size() + dialing < connections) {
            untried--;
            dial();
        }
        if (ready != null && dialing == 0) {
            Runnable tried = ready;
            ready = null;
            tried.run();
        }
    }

    private void dial() {
        dialing++;
        addresses.connect(
                this::connect,
                failure ->
                        refused(new Exchange.Failed(Opening.classOf(failure), String.valueOf(failure.getMessage()))));
    }

    private ChannelFuture connect(InetSocketAddress address) {
        Bootstrap bootstrap = PostgresConnection.bootstrap(
                loop, (int) settings.connectTimeout().toMillis());
        if (encryption == null) {
            // TLS keeps what it reads; without it nothing is kept, and all sockets can be read into one buffer.
            bootstrap.option(ChannelOption.RCVBUF_ALLOCATOR, buffers);
        }
        return bootstrap
                .handler(new PostgresConnection(this, target, settings, encryption, blocking))
                .connect(address);
    }

    @Override
    public void connections(int most) {
        connections = most;
        grow();
    }

    @Override
    public PreparedStep prepare(SendStep step) {
        return new PreparedScript(this, (SqlStep) step, settings);
    }

    /** For a script that is to be sent now. */
    long deadline() {
        return System.nanoTime() + timeoutNanos;
    }

    /** The same for the same text. */
    int numberOf(String sql) {
        return statements.computeIfAbsent(sql, text -> statements.size());
    }

    void send(SqlCall call) {
        PostgresConnection connection = idle.poll();
        if (connection != null) {
            connection.begin(call);
            return;
        }
        waiting.add(call);
        if (!all.isEmpty()) {
            // Before the first login nothing is short: the server is not there, or refuses.
            waitingMax = Math.max(waitingMax, waiting.size());
        }
        grow();
        if (all.size() + dialing >= connections && dialing < waiting.size()) {
            call.starvedSinceNanos = System.nanoTime();
        }
    }

    /** For those that wait. */
    private void grow() {
        while (!closed && dialing < Math.min(DIALS_MAX, waiting.size()) && all.size() + dialing < connections) {
            dial();
        }
    }

    /** It waits no more. */
    private void countStarved(SqlCall call) {
        if (call.starvedSinceNanos != SqlCall.NOT_STARVED
                && System.nanoTime() - call.starvedSinceNanos > STARVED_NANOS) {
            starved++;
        }
    }

    /** A connection has logged in. */
    void connected(PostgresConnection connection) {
        dialing--;
        if (closed) {
            connection.close();
            return;
        }
        all.add(connection);
        free(connection);
        openNext();
        grow();
    }

    /** There is no connection; one that waits for it learns so, or all if there is none at all; later ones try again. */
    void refused(Exchange.Failed why) {
        dialing--;
        untried = 0;
        boolean none = all.isEmpty() && dialing == 0;
        for (int told = none ? waiting.size() : Math.min(1, waiting.size()); told > 0; told--) {
            waiting.poll().end(why);
        }
        openNext();
    }

    /** The connection can take the next script. */
    void free(PostgresConnection connection) {
        SqlCall next = waiting.poll();
        if (next == null) {
            idle.add(connection);
        } else {
            countStarved(next);
            connection.begin(next);
        }
    }

    void lost(PostgresConnection connection) {
        all.remove(connection);
        idle.remove(connection);
        grow();
    }

    private void sweep() {
        if (closed) {
            return;
        }
        try {
            expire(System.nanoTime());
        } finally {
            long pause = Math.max(
                    1_000_000, Math.min(SWEEP_MAX_NANOS, settings.timeout().toNanos() / 20));
            loop.schedule(this::sweep, pause, TimeUnit.NANOSECONDS);
        }
    }

    private void expire(long now) {
        while (!waiting.isEmpty() && waiting.peek().deadlineNanos - now <= 0) {
            countStarved(waiting.peek());
            String why = all.isEmpty() ? "no connection could be opened in time" : "no connection was free in time";
            waiting.poll().end(new Exchange.Failed(ErrorClass.TIMEOUT, why));
        }
        for (PostgresConnection connection : List.copyOf(all)) {
            connection.expire(now);
        }
    }

    @Override
    public DriverHealth health() {
        int max = waitingMax;
        waitingMax = waiting.size();
        return new DriverHealth(all.size(), all.size() - idle.size(), waiting.size(), max, starved);
    }

    @Override
    public boolean waits() {
        return !waiting.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        waiting.clear();
        List.copyOf(all).forEach(PostgresConnection::close);
        buffers.release();
    }
}
