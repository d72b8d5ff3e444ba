package io.belastbar.load.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/** What the target says on one connection, as answers to calls. */
final class Http2Frames extends Http2FrameAdapter {

    private final Http2Link link;

    Http2Frames(Http2Link link) {
        this.link = link;
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext at, Http2Settings settings) throws Http2Exception {
        link.settled();
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext at,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean ends) {
        onHeadersRead(at, stream, headers, padding, ends);
    }

    /** Interim answers, the answer's head, or trailers, which have no status. */
    @Override
    public void onHeadersRead(ChannelHandlerContext at, int stream, Http2Headers headers, int padding, boolean ends) {
        Call call = link.reading(stream);
        if (call == null) {
            return;
        }
        call.bytesReceived += Http2Request.bytes(headers);
        try {
            if (headers.status() != null) {
                head(call, headers, headers.status());
            }
            if (ends) {
                complete(call);
            }
        } catch (AnswerRefused refused) {
            link.refuse(call, refused);
        }
    }

    private static void head(Call call, Http2Headers headers, CharSequence status) throws AnswerRefused {
        try {
            call.status = Integer.parseInt(status, 0, status.length(), 10);
        } catch (NumberFormatException nonsense) {
            call.status = 0;
        }
        if (call.status < 100 || call.status > 599) {
            throw AnswerRefused.protocol("a status should be from 100 to 599: was '" + status + "'");
        }
        call.location = text(headers.get("location"));
        call.encoding = text(headers.get("content-encoding"));
    }

    @Override
    public int onDataRead(ChannelHandlerContext at, int stream, ByteBuf data, int padding, boolean ends) {
        int length = data.readableBytes();
        Call call = link.reading(stream);
        if (call == null) {
            return length + padding;
        }
        call.bytesReceived += length;
        try {
            if (call.body != null && length > 0) {
                byte[] bytes = new byte[length];
                data.getBytes(data.readerIndex(), bytes);
                call.body.append(bytes, 0, length);
            }
            if (ends) {
                complete(call);
            }
        } catch (AnswerRefused refused) {
            link.refuse(call, refused);
        }
        return length + padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext at, int stream, long code) {
        link.reading(stream);
        Http2Error error = Http2Error.valueOf(code);
        link.failed(stream, "the target reset the stream: " + (error == null ? code : error));
    }

    private void complete(Call call) throws AnswerRefused {
        if (call.status < 200) {
            throw AnswerRefused.protocol("the stream ended without a final status");
        }
        link.complete(call);
    }

    private static String text(CharSequence value) {
        return value == null ? null : value.toString();
    }
}
