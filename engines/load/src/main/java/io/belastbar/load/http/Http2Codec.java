package io.belastbar.load.http;

import io.belastbar.load.result.ErrorClass;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Settings;

/** Netty's frames, flow control and header compression for one connection; tells what the target did against the rules. */
final class Http2Codec extends Http2ConnectionHandler {

    private static final int STREAM_WINDOW_BYTES = 1 << 20;

    private final HttpConnection connection;

    private Http2Codec(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            HttpConnection connection) {
        super(decoder, encoder, settings, true);
        this.connection = connection;
    }

    static Http2Codec of(HttpConnection connection, Http2FrameListener listener) {
        return new Builder(connection, listener).build();
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext context, boolean outbound, Throwable cause, Http2Exception error) {
        if (!outbound) {
            // What is no error of the protocol is a fault on this side.
            connection.broken(
                    error == null ? ErrorClass.OTHER : ErrorClass.PROTOCOL_ERROR,
                    error == null ? cause.toString() : String.valueOf(cause.getMessage()));
        }
        super.onConnectionError(context, outbound, cause, error);
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Http2Codec, Builder> {

        private final HttpConnection connection;

        Builder(HttpConnection connection, Http2FrameListener listener) {
            this.connection = connection;
            server(false);
            frameListener(listener);
            initialSettings(Http2Settings.defaultSettings()
                    .pushEnabled(false)
                    .initialWindowSize(STREAM_WINDOW_BYTES)
                    .maxHeaderListSize(Http1Answer.HEAD_BYTES_MAX));
        }

        @Override
        public Http2Codec build() {
            return super.build();
        }

        @Override
        protected Http2Codec build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            return new Http2Codec(decoder, encoder, settings, connection);
        }
    }
}
