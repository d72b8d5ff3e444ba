package io.belastbar.load.http;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.engine.Driver.DriverHealth;
import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Step.SendStep;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayDeque;

/**
 * HTTP to one target from one event loop, for many requests a second from little processor time.
 *
 * <p>Every request ends once: answered in full, or failed by the name, the connection, TLS, the protocol, the size of
 * the body or the time-out. An answer whose last byte is read after the deadline is a time-out, even if the thread was so
 * busy that its timer is later still: no good answer took longer than the time-out allows, and a thread that is late says so
 * by its own measure. Nothing is sent twice: a connection that the target closes under a request that was just
 * written is that request's failure. Requests that find no free connection wait in the order in which they came; free
 * connections take turns. A redirect is an answer like any other unless the scenario wants it followed, and then only
 * within the target's own scheme, host and port.
 */
public final class HttpDriver implements Driver {

    private static final Exchange LATE = new Exchange.Failed(ErrorClass.TIMEOUT, "");
    private static final Exchange.HttpAnswer[] WITHOUT_BODY = new Exchange.HttpAnswer[600];

    static {
        for (int status = 100; status < WITHOUT_BODY.length; status++) {
            WITHOUT_BODY[status] = new Exchange.HttpAnswer(status, null);
        }
    }

    private final EventLoop loop;
    private final HttpTarget target;
    private final HttpSettings settings;
    private final ConnectionPool pool;
    private final Deadlines deadlines;
    private final AnswerBody.Budget bodyBudget;
    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private Call spare;
    private int waitingMax;
    private long starved;
    private int busy;
    private boolean closed;

    /** To be used on this event loop only. */
    public HttpDriver(EventLoop loop, HttpTarget target, HttpSettings settings) {
        this(loop, target, settings, InetAddress::getAllByName);
    }

    HttpDriver(EventLoop loop, HttpTarget target, HttpSettings settings, Dialer.Names names) {
        this.loop = loop;
        this.target = target;
        this.settings = settings;
        this.pool = new ConnectionPool(this, settings, new Dialer(loop, this, target, settings, names));
        this.deadlines = new Deadlines(new LoopClock(loop), settings.timeout().toNanos(), this::expire);
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
        DriverHealth health = new DriverHealth(pool.open(), busy, waiting.size(), waitingMax, starved);
        waitingMax = waiting.size();
        return health;
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
        waitingMax = Math.max(waitingMax, waiting.size());
        pool.grow(waiting.size());
        if (pool.exhausted(waiting.size())) {
            call.starvedSince = System.nanoTime();
        }
    }

    /** It waits no more. */
    private void countStarved(Call call) {
        if (call.starvedSince != Call.NOT_STARVED && System.nanoTime() - call.starvedSince > STARVED_NANOS) {
            starved++;
        }
    }

    private void send(Call call, HttpConnection connection) {
        busy++;
        call.connection = connection;
        connection.send(call);
        pool.offer(connection);
    }

    /** The whole answer is there. */
    void answered(HttpConnection connection, Call call, int status, String location, String encoding) {
        busy--;
        call.connection = null;
        boolean late = deadlines.passed(call);
        String next = late ? null : next(call, status, location);
        if (next != null) {
            follow(connection, call, status, next);
            return;
        }
        boolean others = !waiting.isEmpty();
        // Whoever already waits comes first, but not before the end of this answer was noted.
        if (!others) {
            pool.offer(connection);
        }
        end(call, late ? LATE : exchange(call, status, encoding));
        if (others) {
            serve(connection);
        }
    }

    private Exchange exchange(Call call, int status, String encoding) {
        if (call.body == null) {
            return WITHOUT_BODY[status];
        }
        try {
            return new Exchange.HttpAnswer(status, call.body.decoded(encoding));
        } catch (AnswerRefused refused) {
            return new Exchange.Failed(refused.errorClass(), refused.getMessage());
        }
    }

    /** The path that a redirect leads to; null if this answer is the last. */
    private String next(Call call, int status, String location) {
        if (settings.options().redirectsMax() == 0 || location == null || !Redirects.redirects(status)) {
            return null;
        }
        return Redirects.next(target, call.prepared.pathOf(call), location);
    }

    private void follow(HttpConnection connection, Call call, int status, String path) {
        if (call.redirects++ == settings.options().redirectsMax()) {
            pool.offer(connection);
            String detail = "more than " + settings.options().redirectsMax() + " redirects";
            end(call, new Exchange.Failed(ErrorClass.PROTOCOL_ERROR, detail));
            return;
        }
        if (call.body != null) {
            call.body.clear();
        }
        call.prepared.redirect(call, path, Redirects.becomesGet(status, call.prepared.method()));
        waiting.addFirst(call);
        pool.grow(waiting.size());
        serve(connection);
    }

    /** Sends what waits, as far as this connection can take it. */
    private void serve(HttpConnection connection) {
        while (connection.usable() && !waiting.isEmpty()) {
            Call next = waiting.poll();
            countStarved(next);
            send(next, connection);
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

    boolean waits() {
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
            countStarved(call);
            end(call, new Exchange.Failed(ErrorClass.TIMEOUT, "no connection was free in time"));
        } else {
            busy--;
            connection.abandon(call);
            pool.offer(connection);
            end(call, LATE);
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
