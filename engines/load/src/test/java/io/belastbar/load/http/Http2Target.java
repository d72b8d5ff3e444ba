package io.belastbar.load.http;

import io.belastbar.load.transport.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP/2 server whose path says what it does. */
final class Http2Target implements AutoCloseable {

    /** Requests that a connection takes of {@code /few}. */
    static final int FEW = 10;

    private final EventLoopGroup group = EventLoops.of(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ignored = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger activeMax = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();
    private final Channel server;
    private final boolean secure;

    Http2Target(long streamsMax, SslContext tls) throws InterruptedException {
        secure = tls != null;
        server = new ServerBootstrap()
                .group(group)
                .channel(
                        group instanceof EpollEventLoopGroup
                                ? EpollServerSocketChannel.class
                                : NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.incrementAndGet();
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forServer()
                                        .initialSettings(
                                                Http2Settings.defaultSettings().maxConcurrentStreams(streamsMax))
                                        .build())
                                .addLast(new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel stream) {
                                        stream.pipeline().addLast(new Serving());
                                    }
                                }));
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    private final class Serving extends SimpleChannelInboundHandler<Http2StreamFrame> {
        private final StringBuilder body = new StringBuilder();
        private Http2Headers request;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            activeMax.accumulateAndGet(active.incrementAndGet(), Math::max);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            active.decrementAndGet();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof Http2ResetFrame) {
                resets.incrementAndGet();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            boolean ends = false;
            if (frame instanceof Http2HeadersFrame head) {
                request = head.headers();
                ends = head.isEndStream();
            } else if (frame instanceof Http2DataFrame data) {
                body.append(data.content().toString(StandardCharsets.UTF_8));
                ends = data.isEndStream();
            }
            if (ends) {
                serve(context, request.path().toString());
            }
        }

        private void serve(ChannelHandlerContext context, String path) {
            switch (path) {
                case "/never" -> {
                    // Until the client resets the stream.
                }
                case "/reset" -> context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
                case "/close" -> context.channel().parent().close();
                case "/away" -> {
                    context.channel().parent().writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
                    answer(context, 200, "x");
                }
                case "/few" -> few(context);
                case "/ignored" -> sayGoAway(context, 0);
                case "/unwilling" -> context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
                case "/nonsense" ->
                    context.channel()
                            .parent()
                            .pipeline()
                            .firstContext()
                            .writeAndFlush(Unpooled.copiedBuffer("this is no frame at all", StandardCharsets.UTF_8));
                case "/big" -> answer(context, 200, "x".repeat(3_000_000));
                case "/interim" ->
                    context.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("103"), true));
                case "/moved" -> {
                    Http2Headers headers =
                            new DefaultHttp2Headers().status("302").add("location", "/echo");
                    context.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
                }
                case "/slowly" ->
                    context.executor().schedule(() -> answer(context, 200, "x"), 20, TimeUnit.MILLISECONDS);
                default -> answer(context, 200, request.method() + " " + request.get("x-id") + " " + body);
            }
        }

        /** As a server that takes a number of requests a connection: the streams above the last of them are ignored. */
        private void few(ChannelHandlerContext context) {
            int stream = ((Http2StreamChannel) context.channel()).stream().id();
            int last = 2 * FEW - 1;
            if (stream == last) {
                sayGoAway(context, last);
            }
            if (stream <= last) {
                answer(context, 200, "x");
            } else {
                ignored.incrementAndGet();
            }
        }

        /** Netty's own would say the last stream that it has seen. */
        private void sayGoAway(ChannelHandlerContext context, int lastStream) {
            Channel connection = context.channel().parent();
            ByteBuf frame = Unpooled.buffer()
                    .writeMedium(8)
                    .writeByte(7)
                    .writeByte(0)
                    .writeInt(0)
                    .writeInt(lastStream)
                    .writeInt(0);
            connection.pipeline().firstContext().writeAndFlush(frame);
        }

        private void answer(ChannelHandlerContext context, int status, String text) {
            context.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("" + status), false));
            context.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), true));
        }
    }

    int ignored() {
        return ignored.get();
    }

    int connections() {
        return connections.get();
    }

    int activeMax() {
        return activeMax.get();
    }

    int resets() {
        return resets.get();
    }

    URI url() {
        return URI.create(
                (secure ? "https" : "http") + "://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort());
    }

    @Override
    public void close() {
        server.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
