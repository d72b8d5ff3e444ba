package io.belastbar.load.postgresql;

import io.belastbar.load.postgresql.protocol.Frontend;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Asks a server, on a connection of its own, to cancel what another connection runs (54.2.9). It goes to the very address
 * of that connection, another server would not know its process; and it is encrypted if that one is, since who reads the key
 * can cancel too.
 */
final class CancelRequest extends ChannelInboundHandlerAdapter {

    private static final int PATIENCE_MILLIS = 2_000;

    private final Encryption encryption;
    private final int process;
    private final int secret;

    private CancelRequest(Encryption encryption, int process, int secret) {
        this.encryption = encryption;
        this.process = process;
        this.secret = secret;
    }

    /** {@code encryption} is null for a connection without TLS. */
    static void send(EventLoop loop, SocketAddress address, Encryption encryption, int process, int secret) {
        PostgresConnection.bootstrap(loop, PATIENCE_MILLIS)
                .handler(new CancelRequest(encryption, process, secret))
                .connect(address);
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        active.executor().schedule(() -> active.close(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (encryption == null) {
            ask(active);
        } else {
            active.writeAndFlush(active.alloc().buffer(8).writeInt(8).writeInt(Frontend.SSL_REQUEST));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        boolean yes = bytes.readableBytes() == 1 && bytes.readByte() == 'S';
        bytes.release();
        if (!yes || encryption == null || active.pipeline().get(SslHandler.class) != null) {
            active.close();
            return;
        }
        SslHandler handler = encryption.handler(active.alloc());
        active.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                ask(active);
            }
        });
    }

    private void ask(ChannelHandlerContext active) {
        ByteBuf out = active.alloc().buffer(16);
        out.writeInt(16).writeInt(Frontend.CANCEL_REQUEST).writeInt(process).writeInt(secret);
        active.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable failure) {
        // The script has ended as a time-out already; a server that cannot be asked goes on with it.
        active.close();
    }
}
