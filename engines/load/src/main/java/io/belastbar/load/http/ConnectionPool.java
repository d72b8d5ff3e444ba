package io.belastbar.load.http;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The connections of one lane: never more than the plan's, opened at a pace, and again when they are missed. */
final class ConnectionPool implements Dialer.Outcome {

    /** Connections being made at once, so that opening thousands does not overrun the target's backlog. */
    private static final int DIALS_MAX = 32;

    /** So many failures in a row end the attempt to open all connections before the load begins. */
    private static final int FAILURES_MAX = 3;

    /** Requests at once for which a connection is planned under HTTP/2. */
    private static final int STREAMS_EXPECTED = 100;

    private final HttpDriver driver;
    private final Dialer dialer;
    private final ArrayDeque<HttpConnection> free = new ArrayDeque<>();
    private final List<HttpConnection> all = new ArrayList<>();
    /** Of all: those that are being closed, whose places others will take. */
    private final Set<HttpConnection> closing = new HashSet<>();

    private final int requestsExpected;
    private int max;
    /** What the target allows; under HTTP/2 its SETTINGS say so when a connection is made. */
    private int requestsPerConnection;

    private Runnable ready;
    private int untried;
    private int failuresInARow;
    private int open;
    private int dialing;

    ConnectionPool(HttpDriver driver, HttpSettings settings, Dialer dialer) {
        this.driver = driver;
        this.dialer = dialer;
        this.max = settings.connections();
        this.requestsExpected = settings.options().version() == HttpVersion.HTTP_2 ? STREAMS_EXPECTED : 1;
        this.requestsPerConnection = requestsExpected;
    }

    /** So many may be open from now on; what is open beyond that stays. */
    void allow(int connections) {
        max = connections;
    }

    int open() {
        return open;
    }

    void open(Runnable whenTried) {
        ready = whenTried;
        untried = max;
        openNext();
    }

    private void openNext() {
        while (untried > 0 && dialing < DIALS_MAX && open + dialing < max) {
            untried--;
            dial();
        }
        if (ready != null && dialing == 0) {
            Runnable tried = ready;
            ready = null;
            tried.run();
        }
    }

    /**
     * Whether some of those that wait can only wait for others to end. Not so those for whom a connection is being made, or
     * will be as soon as the one whose place it takes is closed.
     */
    boolean exhausted(int waiting) {
        return open + dialing >= max && (dialing + closing.size()) * requestsPerConnection < waiting;
    }

    /** So many requests wait for a connection. */
    void grow(int waiting) {
        while (!driver.closed()
                && open + dialing < max
                && dialing < DIALS_MAX
                && dialing * requestsPerConnection < waiting) {
            dial();
        }
    }

    private void dial() {
        dialing++;
        dialer.dial(this);
    }

    @Override
    public void connected(HttpConnection connection) {
        dialing--;
        if (driver.closed()) {
            connection.close();
            return;
        }
        failuresInARow = 0;
        open++;
        all.add(connection);
        requestsPerConnection = Math.max(1, Math.min(requestsExpected, connection.requestsAtOnce()));
        driver.available(connection);
        openNext();
    }

    @Override
    public void failed(ErrorClass cause, String detail) {
        dialing--;
        if (driver.closed()) {
            return;
        }
        if (++failuresInARow >= FAILURES_MAX) {
            untried = 0;
        }
        driver.connectFailed(cause, detail);
        openNext();
    }

    /** A connection that can take a request now, the one that has been free for longest; null if there is none. */
    HttpConnection take() {
        HttpConnection connection = free.poll();
        while (connection != null) {
            connection.listed = false;
            if (connection.usable()) {
                return connection;
            }
            connection = free.poll();
        }
        return null;
    }

    /** Lists the connection as free, if it is. */
    void offer(HttpConnection connection) {
        if (!connection.listed && connection.usable()) {
            connection.listed = true;
            free.add(connection);
        }
    }

    void closing(HttpConnection connection) {
        if (all.contains(connection)) {
            closing.add(connection);
        }
    }

    void lost(HttpConnection connection) {
        open--;
        closing.remove(connection);
        all.remove(connection);
    }

    void close() {
        List.copyOf(all).forEach(HttpConnection::close);
        dialer.release();
    }
}
