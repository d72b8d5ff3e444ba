package io.belastbar.load.postgresql;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;

/** Asks a server, on a connection of its own, to cancel what another connection runs (54.2.9). */
final class CancelRequest {

    private static final int PATIENCE_MILLIS = 2_000;

    private CancelRequest() {}

    static void send(EventLoop loop, PostgresTarget target, int process, int secret) {
        PostgresConnection.bootstrap(loop, PATIENCE_MILLIS)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(target.host(), target.port())
                .addListener((ChannelFutureListener) connected -> write(connected, process, secret));
    }

    private static void write(ChannelFuture connected, int process, int secret) {
        if (connected.isSuccess()) {
            ByteBuf out = connected.channel().alloc().buffer(16);
            out.writeInt(16).writeInt(Frontend.CANCEL_REQUEST).writeInt(process).writeInt(secret);
            connected.channel().writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
