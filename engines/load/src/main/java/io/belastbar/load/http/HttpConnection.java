package io.belastbar.load.http;

import io.belastbar.load.result.ErrorClass;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLException;

/** A connection to the target: the handler at the end of its pipeline. */
abstract class HttpConnection extends ChannelInboundHandlerAdapter {

    /** Whether it stands in the driver's list of free connections. */
    boolean listed;

    private final boolean plain;
    private Dialer.Outcome outcome;
    private ErrorClass cause = ErrorClass.CONNECTION_CLOSED;
    private String detail = "";

    HttpConnection(Dialer.Outcome outcome, boolean plain) {
        this.outcome = outcome;
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

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                secured(context);
            } else {
                refused(ErrorClass.TLS_FAILED, String.valueOf(handshake.cause().getMessage()));
                context.close();
            }
        }
        super.userEventTriggered(context, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        Throwable root =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        broken(
                root instanceof SSLException ? ErrorClass.TLS_FAILED : ErrorClass.CONNECTION_CLOSED,
                String.valueOf(root.getMessage()));
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (outcome == null) {
            ended(cause, detail);
        } else {
            refused(
                    cause == ErrorClass.CONNECTION_CLOSED ? ErrorClass.CONNECTION_FAILED : cause,
                    "closed before a request could be sent: " + detail);
        }
    }
}
