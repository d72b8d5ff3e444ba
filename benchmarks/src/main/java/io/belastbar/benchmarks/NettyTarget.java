package io.belastbar.benchmarks;

import io.belastbar.load.transport.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.nio.charset.StandardCharsets;

/** Where nginx is not installed: answers each request without a body, on one thread, with 615 bytes. */
public final class NettyTarget {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
            .writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 615\r\n\r\n" + "x".repeat(615))
                    .getBytes(StandardCharsets.US_ASCII)));

    private NettyTarget() {}

    /** Argument: the port, on loopback. Ends with its standard input. */
    public static void main(String[] arguments) throws Exception {
        EventLoopGroup group = EventLoops.of(1);
        new ServerBootstrap()
                .group(group)
                .channel(
                        group instanceof EpollEventLoopGroup
                                ? EpollServerSocketChannel.class
                                : NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Answering());
                    }
                })
                .bind("127.0.0.1", Integer.parseInt(arguments[0]))
                .sync();
        while (System.in.read() >= 0) {
            // Until whoever started it has gone.
        }
        System.exit(0);
    }

    private static final class Answering extends ChannelInboundHandlerAdapter {
        private int matched;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            try {
                while (in.isReadable()) {
                    byte octet = in.readByte();
                    matched = octet == END[matched] ? matched + 1 : octet == END[0] ? 1 : 0;
                    if (matched == END.length) {
                        matched = 0;
                        context.write(ANSWER.duplicate(), context.voidPromise());
                    }
                }
            } finally {
                in.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }
}
