package io.belastbar.load.http;

import io.belastbar.load.result.ErrorClass;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A connection that carries one HTTP/1.1 request at a time. A connection whose answer was not understood, or that has
 * anything left over, is closed and never used again.
 */
final class Http1Connection extends HttpConnection {

    private static final int OUT_BYTES_KEPT = 16 * 1024;

    /** No server gives kept connections up sooner: their times are whole seconds. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HttpDriver driver;
    private final Http1Answer answer;
    private final boolean ownsOut;
    private ChannelHandlerContext context;
    private ByteBuf out;
    private Call call;
    private boolean closing;
    private boolean kept;
    private long received;

    /** {@code plain}: what is written goes straight to the socket, so that one buffer serves all requests. */
    Http1Connection(HttpDriver driver, Dialer.Outcome outcome, HttpSettings settings, byte[] piece, boolean plain) {
        super(outcome, settings.connectTimeout(), plain);
        this.driver = driver;
        this.answer = new Http1Answer(piece);
        this.ownsOut = plain;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        if (out != null) {
            out.release();
            out = null;
        }
    }

    @Override
    boolean usable() {
        return call == null && !closing;
    }

    @Override
    void send(Call next) {
        call = next;
        answer.begin(next.prepared.head(), next.body);
        ByteBuf request = buffer(next.requestLength);
        request.writeBytes(next.request, 0, next.requestLength);
        next.bytesSent += next.requestLength;
        long now = System.nanoTime();
        kept = now - quietSince >= PAUSE_NANOS;
        received = 0;
        sends(next, now);
        context.writeAndFlush(request, context.voidPromise());
    }

    /** Netty releases what it has written; a buffer that is used again has one count more. */
    private ByteBuf buffer(int length) {
        if (!ownsOut || length > OUT_BYTES_KEPT) {
            return context.alloc().directBuffer(length);
        }
        if (out == null) {
            out = context.alloc().directBuffer(Math.max(1024, length));
        }
        return out.clear().retain();
    }

    @Override
    void abandon(Call abandoned) {
        call = null;
        close();
    }

    @Override
    void close() {
        if (!closing) {
            closing = true;
            driver.closing(this);
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext at, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (call == null) {
                close();
            } else {
                read(in);
            }
        } finally {
            in.release();
        }
    }

    private void read(ByteBuf in) {
        call.bytesReceived += in.readableBytes();
        received += in.readableBytes();
        try {
            if (answer.read(in)) {
                complete(answer.keepsAlive() && !in.isReadable() && written());
            }
        } catch (AnswerRefused refused) {
            Call refusedCall = call;
            abandon(refusedCall);
            driver.failed(refusedCall, refused.errorClass(), refused.getMessage());
        }
    }

    /** A target may answer before it has taken the whole request. */
    private boolean written() {
        ChannelOutboundBuffer pending = context.channel().unsafe().outboundBuffer();
        return pending != null && pending.isEmpty();
    }

    private void complete(boolean reusable) {
        Call done = call;
        call = null;
        if (!reusable) {
            close();
        }
        driver.answered(this, done, answer.status(), answer.location(), answer.contentEncoding());
    }

    @Override
    void ended(ErrorClass cause, String detail) {
        closing = true;
        Call unanswered = call;
        call = null;
        driver.lost(this);
        if (unanswered == null) {
            return;
        }
        if (answer.endsWithConnection() && detail.isEmpty()) {
            driver.answered(this, unanswered, answer.status(), answer.location(), answer.contentEncoding());
        } else if (cause == ErrorClass.CONNECTION_CLOSED && outlived(unanswered)) {
            driver.again(unanswered, told(detail));
        } else {
            driver.failed(unanswered, cause, cause == ErrorClass.CONNECTION_CLOSED ? told(detail) : detail);
        }
    }

    /**
     * Whether the target may have given up a connection that was kept through a pause, and the request crossed with that
     * on its way (RFC 9112, 9.3.1). In a pause only: a target that drops connections under load must not look sound.
     */
    private boolean outlived(Call unanswered) {
        return kept
                && received == 0
                && unanswered.tries == 0
                && unanswered.redirects == 0
                && unanswered.prepared.idempotent();
    }

    private String told(String detail) {
        String how = detail.isEmpty() ? "closed by the target" : detail;
        return how + (received == 0 ? " before its answer" : " after " + received + " bytes of its answer");
    }
}
