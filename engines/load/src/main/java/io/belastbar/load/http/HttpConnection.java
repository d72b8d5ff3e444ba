package io.belastbar.load.http;

import io.belastbar.load.http.ConnectionFailure.Failure;
import io.belastbar.load.result.ErrorClass;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;

/** A connection to the target: the handler at the end of its pipeline. */
abstract class HttpConnection extends ChannelInboundHandlerAdapter {

    /** Whether it stands in the driver's list of free connections. */
    boolean listed;

    /** When it was made or last had an answer, as of {@link System#nanoTime}. */
    long quietSince;

    private final Duration patience;
    private final boolean plain;
    private Dialer.Outcome outcome;
    private ErrorClass cause = ErrorClass.CONNECTION_CLOSED;
    private String detail = "";

    /** {@code patience} with a handshake; {@code plain}: without TLS. */
    HttpConnection(Dialer.Outcome outcome, Duration patience, boolean plain) {
        this.outcome = outcome;
        this.patience = patience;
        this.plain = plain;
    }

    /** How many it takes, as far as the target has said. */
    int requestsAtOnce() {
        return 1;
    }

    /** Whether one more request can be sent now. */
    abstract boolean usable();

    abstract void send(Call call);

    /** Nobody waits for this call's answer any more; says nothing to the driver about it. */
    abstract void abandon(Call call);

    abstract void close();

    /** It was usable and is not any more; {@code why} is empty if the target just closed it. */
    abstract void ended(ErrorClass cause, String why);

    /** TCP, and TLS where it is spoken, are there. */
    void secured(ChannelHandlerContext context) {
        established();
    }

    final void established() {
        Dialer.Outcome waiting = outcome;
        outcome = null;
        if (waiting != null) {
            quietSince = System.nanoTime();
            waiting.connected(this);
        }
    }

    /** What will be said of the requests that end with this connection. */
    final void broken(ErrorClass by, String why) {
        cause = by;
        detail = why;
    }

    /** No request will ever be sent on it. */
    final void refused(ErrorClass by, String why) {
        Dialer.Outcome waiting = outcome;
        outcome = null;
        if (waiting != null) {
            waiting.failed(by, why);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        if (plain) {
            secured(context);
        }
        super.channelActive(context);
    }

    /** The request goes onto the wire; what a redirect or another try sends later is a part of it. */
    static void sends(Call call, long nowNanos) {
        if (!call.begun) {
            call.begun = true;
            call.reply.sent(nowNanos);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                secured(context);
            } else {
                Failure failure = ConnectionFailure.ofHandshake(handshake.cause(), patience);
                refused(failure.cause(), failure.detail());
                context.close();
            }
        }
        super.userEventTriggered(context, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        Failure told = ConnectionFailure.of(failure);
        broken(told.cause(), told.detail());
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (outcome == null) {
            ended(cause, detail);
        } else {
            refused(cause, detail.isEmpty() ? "closed by the target before a request could be sent" : detail);
        }
    }
}
