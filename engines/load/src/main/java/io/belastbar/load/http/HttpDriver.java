package io.belastbar.load.http;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.engine.Driver.DriverHealth;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.transport.HostAddresses;
import io.netty.channel.EventLoop;
import java.net.InetAddress;

/**
 * HTTP to one target from one event loop, for many requests a second from little processor time.
 *
 * <p>Every request ends once: answered in full, or failed by the name, the connection, TLS, the protocol, the size of
 * the body or the time-out. An answer whose last byte is read after the deadline is a time-out, even if the thread was so
 * busy that its timer is later still: no good answer took longer than the time-out allows, and a thread that is late says so
 * by its own measure. Requests that find no free connection wait in the order in which they came; free connections take
 * turns. A redirect is an answer like any other unless the scenario wants it followed, and then only within the target.
 *
 * <p>A connection that the target closes under a request is that request's failure, with two exceptions, in which no client
 * would notice: the target said that it did not look at it (RFC 9113, 6.8), or it closed a connection that had been kept
 * through a pause, before a byte of the answer to an idempotent request (RFC 9110, 9.2.2). Such a request is sent on another
 * connection; its time and its deadline go on from the first.
 */
public final class HttpDriver implements Driver {

    /** So often at most a request goes to another connection: a target that gives each up at once has failed it. */
    private static final int TRIES_MAX = 10;

    private final EventLoop loop;
    private final HttpTarget target;
    private final HttpSettings settings;
    private final ConnectionPool pool;
    private final Deadlines deadlines;
    private final Answers answers;
    private final AnswerBody.Budget bodyBudget;
    private final WaitingCalls waiting = new WaitingCalls();
    private Call spare;
    private int busy;
    private boolean closed;

    /** To be used on this event loop only. */
    public HttpDriver(EventLoop loop, HttpTarget target, HttpSettings settings) {
        this(loop, target, settings, InetAddress::getAllByName);
    }

    HttpDriver(EventLoop loop, HttpTarget target, HttpSettings settings, HostAddresses.Names names) {
        this.loop = loop;
        this.target = target;
        this.settings = settings;
        this.pool = new ConnectionPool(this, settings, new Dialer(loop, this, target, settings, names));
        this.deadlines = new Deadlines(new LoopClock(loop), settings.timeout().toNanos(), this::expire);
        this.answers = new Answers(target, settings);
        this.bodyBudget = new AnswerBody.Budget(settings.bodyBudgetBytes());
    }

    @Override
    public void open(Runnable ready) {
        pool.open(ready);
    }

    @Override
    public void connections(int most) {
        pool.allow(most);
        pool.grow(waiting.size());
    }

    @Override
    public PreparedStep prepare(SendStep step) {
        RequestStep request = (RequestStep) step;
        return switch (settings.options().version()) {
            case HTTP_1_1 ->
                new Http1Request(this, request, target, settings.options().compression());
            case HTTP_2 ->
                new Http2Request(this, request, target, settings.options().compression());
        };
    }

    @Override
    public DriverHealth health() {
        return new DriverHealth(pool.open(), busy, waiting.size(), waiting.takeMax(), waiting.starved());
    }

    @Override
    public void close() {
        closed = true;
        deadlines.close();
        waiting.clear();
        pool.close();
    }

    Call begin(PreparedRequest request, Reply reply) {
        Call call = spare;
        if (call == null) {
            call = new Call();
        } else {
            spare = call.later;
            call.later = null;
        }
        call.prepared = request;
        call.reply = reply;
        if (request.keepsBody()) {
            call.body = new AnswerBody(settings.options().bodyLimitBytes(), bodyBudget);
        }
        return call;
    }

    void send(Call call) {
        if (closed) {
            return;
        }
        deadlines.add(call);
        HttpConnection connection = waiting.isEmpty() ? pool.take() : null;
        if (connection != null) {
            send(call, connection);
            return;
        }
        waiting.add(call);
        pool.grow(waiting.size());
        if (pool.exhausted(waiting.size())) {
            waiting.starve(call);
        }
    }

    private void send(Call call, HttpConnection connection) {
        busy++;
        call.connection = connection;
        connection.send(call);
        pool.offer(connection);
    }

    /** It goes to no connection. */
    void unsendable(Call call, String why) {
        loop.execute(() -> end(call, new Exchange.Failed(ErrorClass.OTHER, why)));
    }

    /** The whole answer is there. */
    void answered(HttpConnection connection, Call call, int status, String location, String encoding) {
        busy--;
        call.connection = null;
        long now = System.nanoTime();
        connection.quietSince = now;
        Exchange exchange =
                call.deadline - now <= 0 ? answers.late(call) : answers.of(call, status, location, encoding);
        if (exchange == null) {
            // The connection that brought the redirect is free again; another is wanted only if it is not.
            waiting.addFirst(call);
            serve(connection);
            pool.grow(waiting.size());
            return;
        }
        boolean others = !waiting.isEmpty();
        // Whoever already waits comes first, but not before the end of this answer was noted.
        if (!others) {
            pool.offer(connection);
        }
        end(call, exchange);
        if (others) {
            serve(connection);
        }
    }

    /**
     * The target has not looked at this call, or it may be sent twice: it goes to another connection, before those that
     * came later. Its deadline stays what it was.
     */
    void again(Call call, String why) {
        if (closed) {
            return;
        }
        busy--;
        call.connection = null;
        if (++call.tries > TRIES_MAX) {
            end(call, new Exchange.Failed(ErrorClass.CONNECTION_CLOSED, why + ", " + call.tries + " times"));
            return;
        }
        waiting.addFirst(call);
        HttpConnection connection = pool.take();
        if (connection != null) {
            serve(connection);
        }
        pool.grow(waiting.size());
    }

    /** Sends what waits, as far as this connection can take it. */
    private void serve(HttpConnection connection) {
        while (connection.usable() && !waiting.isEmpty()) {
            send(waiting.poll(), connection);
        }
        pool.offer(connection);
    }

    /** The connection of this call is gone, or its answer is of no use. */
    void failed(Call call, ErrorClass cause, String detail) {
        busy--;
        end(call, new Exchange.Failed(cause, detail));
    }

    /** This connection may take one more request than it could before. */
    void available(HttpConnection connection) {
        if (!closed) {
            serve(connection);
            pool.grow(waiting.size());
        }
    }

    @Override
    public boolean waits() {
        return !waiting.isEmpty();
    }

    /** No connection could be made; the request that has waited longest is told. */
    void connectFailed(ErrorClass cause, String detail) {
        Call unserved = waiting.poll();
        if (unserved != null) {
            end(unserved, new Exchange.Failed(cause, detail));
        }
        pool.grow(waiting.size());
    }

    /** The driver's own side closes it; until {@link #lost} it only takes up its place. */
    void closing(HttpConnection connection) {
        pool.closing(connection);
    }

    /** A connection was lost; requests that wait may need another. */
    void lost(HttpConnection connection) {
        pool.lost(connection);
        pool.grow(waiting.size());
    }

    boolean closed() {
        return closed;
    }

    private void expire(Call call) {
        HttpConnection connection = call.connection;
        if (connection == null) {
            waiting.remove(call);
            end(call, answers.unserved());
        } else {
            busy--;
            connection.abandon(call);
            pool.offer(connection);
            end(call, answers.late(call));
        }
    }

    private void end(Call call, Exchange exchange) {
        deadlines.remove(call);
        Reply reply = call.reply;
        long sent = call.bytesSent;
        long received = call.bytesReceived;
        call.forget();
        call.later = spare;
        spare = call;
        if (!closed) {
            reply.ended(exchange, sent, received);
        }
    }
}
