package io.belastbar.load.http;

import io.belastbar.load.result.ErrorClass;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A connection that carries many HTTP/2 requests at once, as many as the target's SETTINGS allow. By ALPN over TLS, by
 * prior knowledge without (RFC 9113, 3.2 and 3.3).
 */
final class Http2Link extends HttpConnection {

    /** So that the generator's own window never slows the target down. */
    private static final int CONNECTION_WINDOW_BYTES = 16 << 20;

    private static final int LAST_STREAM = Integer.MAX_VALUE - 10_000;

    private final HttpDriver driver;
    private final long settingsTimeoutNanos;
    private final IntObjectMap<Call> calls = new IntObjectHashMap<>();
    private final ArrayDeque<Call> unopened = new ArrayDeque<>();
    private String farewell = "";
    private ChannelHandlerContext context;
    private ChannelHandlerContext codecContext;
    private Http2Codec codec;
    private boolean ready;
    private boolean draining;
    private boolean reading;

    Http2Link(HttpDriver driver, Dialer.Outcome outcome, HttpSettings settings, boolean plain) {
        super(outcome, settings.connectTimeout(), plain);
        this.driver = driver;
        this.settingsTimeoutNanos = settings.connectTimeout().toNanos();
    }

    @Override
    void secured(ChannelHandlerContext at) {
        context = at;
        SslHandler tls = at.pipeline().get(SslHandler.class);
        if (tls != null && !ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
            refused(ErrorClass.PROTOCOL_ERROR, "the target does not offer HTTP/2 over TLS");
            at.close();
            return;
        }
        codec = Http2Codec.of(this, new Http2Frames(this));
        at.pipeline().addBefore(at.name(), "http2", codec);
        codecContext = at.pipeline().context(codec);
        codec.connection().addListener(new Streams());
        at.flush();
        at.executor()
                .schedule(
                        () -> {
                            if (!ready) {
                                refused(ErrorClass.PROTOCOL_ERROR, "the target sent no HTTP/2 SETTINGS");
                                at.close();
                            }
                        },
                        settingsTimeoutNanos,
                        TimeUnit.NANOSECONDS);
    }

    @Override
    int requestsAtOnce() {
        return codec.connection().local().maxActiveStreams();
    }

    @Override
    boolean usable() {
        return ready
                && !draining
                && calls.size() + unopened.size() < codec.connection().local().maxActiveStreams();
    }

    @Override
    void send(Call call) {
        call.stream = 0;
        if (codec.connection().local().canOpenStream()) {
            open(call);
        } else {
            // The stream whose end made room is not closed before its last frame has been dealt with.
            unopened.add(call);
        }
    }

    private void open(Call call) {
        int stream = codec.connection().local().incrementAndGetNextStreamId();
        draining |= stream >= LAST_STREAM;
        sends(call, System.nanoTime());
        call.bytesSent += Http2Request.bytes(call);
        call.stream = stream;
        call.status = 0;
        calls.put(stream, call);
        boolean ends = call.content == null;
        ChannelFuture written =
                codec.encoder().writeHeaders(codecContext, stream, call.headers, 0, ends, codecContext.newPromise());
        if (!ends) {
            written = codec.encoder()
                    .writeData(
                            codecContext,
                            stream,
                            Unpooled.wrappedBuffer(call.content),
                            0,
                            true,
                            codecContext.newPromise());
        }
        written.addListener(future -> {
            if (!future.isSuccess()) {
                context.executor().execute(() -> failed(stream, String.valueOf(future.cause())));
            }
        });
        if (!reading) {
            context.flush();
        }
    }

    void failed(int stream, String detail) {
        Call call = calls.remove(stream);
        if (call != null) {
            driver.failed(call, ErrorClass.CONNECTION_CLOSED, detail);
            driver.available(this);
        }
        closeIfDrained();
    }

    /** A connection that takes no more requests makes room for another. */
    private void closeIfDrained() {
        if (draining && calls.isEmpty() && unopened.isEmpty()) {
            close();
        }
    }

    @Override
    void abandon(Call call) {
        if (call.stream == 0) {
            unopened.remove(call);
            return;
        }
        calls.remove(call.stream);
        codec.resetStream(codecContext, call.stream, Http2Error.CANCEL.code(), codecContext.newPromise());
        if (!reading) {
            context.flush();
        }
    }

    @Override
    void close() {
        draining = true;
        driver.closing(this);
        context.close();
    }

    @Override
    void ended(ErrorClass cause, String why) {
        draining = true;
        List<Call> unanswered = new ArrayList<>(calls.values());
        calls.clear();
        driver.lost(this);
        String told = why.isEmpty() ? "closed by the target before its answer was complete" + farewell : why;
        unanswered.forEach(call -> driver.failed(call, cause, told));
        sendElsewhere(List.of(), told);
    }

    /** The latest first, so that the oldest is first in the queue. Those that were never sent are the youngest. */
    private void sendElsewhere(List<Call> ignored, String why) {
        List<Call> all = new ArrayList<>(ignored);
        all.sort(Comparator.comparingInt(call -> call.stream));
        all.addAll(unopened);
        unopened.clear();
        all.reversed().forEach(call -> driver.again(call, why));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext at) throws Exception {
        reading = false;
        super.channelReadComplete(at);
    }

    private void openWaiting() {
        while (!unopened.isEmpty() && codec.connection().local().canOpenStream()) {
            open(unopened.poll());
        }
        driver.available(this);
    }

    /** Streams that end in whatever way. */
    private final class Streams extends Http2ConnectionAdapter {

        /** What the target says that it did not look at has not failed (RFC 9113, 6.8). */
        @Override
        public void onGoAwayReceived(int lastStream, long code, ByteBuf debug) {
            draining = true;
            farewell = farewell(code, debug);
            List<Call> ignored = new ArrayList<>();
            for (Call call : calls.values()) {
                if (call.stream > lastStream) {
                    ignored.add(call);
                }
            }
            ignored.forEach(call -> calls.remove(call.stream));
            sendElsewhere(ignored, "given up by the target" + farewell);
            // The streams of these calls are closed only after this.
            context.executor().execute(Http2Link.this::closeIfDrained);
        }

        @Override
        public void onStreamClosed(Http2Stream stream) {
            if (calls.containsKey(stream.id())) {
                context.executor().execute(() -> failed(stream.id(), "the stream was closed"));
            }
            if (!unopened.isEmpty() || driver.waits()) {
                context.executor().execute(Http2Link.this::openWaiting);
            }
        }
    }

    /** The target's first SETTINGS are the end of the connection's making; later ones may allow more streams. */
    void settled() throws Http2Exception {
        if (ready) {
            driver.available(this);
            return;
        }
        ready = true;
        Http2Connection connection = codec.connection();
        codec.decoder().flowController().incrementWindowSize(connection.connectionStream(), CONNECTION_WINDOW_BYTES);
        established();
    }

    /** Whom a frame is for; null if nobody waits for it any more. What is sent from here on goes out with the rest. */
    Call reading(int stream) {
        Call call = calls.get(stream);
        reading |= call != null;
        return call;
    }

    void complete(Call call) {
        calls.remove(call.stream);
        driver.answered(this, call, call.status, call.location, call.encoding);
        closeIfDrained();
    }

    void refuse(Call call, AnswerRefused refused) {
        abandon(call);
        driver.failed(call, refused.errorClass(), refused.getMessage());
        driver.available(this);
    }

    private static String farewell(long code, ByteBuf debug) {
        Http2Error error = Http2Error.valueOf(code);
        String text = debug.toString(debug.readerIndex(), Math.min(80, debug.readableBytes()), StandardCharsets.UTF_8);
        return " (GOAWAY " + (error == null ? code : error) + (text.isBlank() ? "" : ": " + text.strip()) + ")";
    }
}
