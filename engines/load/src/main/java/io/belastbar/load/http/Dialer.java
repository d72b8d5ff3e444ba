package io.belastbar.load.http;

import io.belastbar.load.http.ConnectionFailure.Failure;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.belastbar.load.transport.EventLoops;
import io.belastbar.load.transport.ReceiveBuffers;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoop;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Makes connections: name, address, TLS. A name with several addresses is tried at each of them. */
final class Dialer {

    /** Who asked for a connection hears of it once. */
    interface Outcome {
        void connected(HttpConnection connection);

        void failed(ErrorClass cause, String detail);
    }

    private final EventLoop loop;
    private final HttpDriver driver;
    private final HttpTarget target;
    private final HttpSettings settings;
    private final Tls tls;
    private final Names names;
    private final ReceiveBuffers buffers = new ReceiveBuffers();
    private final byte[] piece = new byte[ReceiveBuffers.BYTES];
    private InetAddress[] addresses = new InetAddress[0];
    private int preferred;

    /** How a name becomes addresses; may block. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    Dialer(EventLoop loop, HttpDriver driver, HttpTarget target, HttpSettings settings, Names names) {
        this.loop = loop;
        this.driver = driver;
        this.target = target;
        this.settings = settings;
        this.names = names;
        this.tls = target.tls() ? new Tls(target, settings) : null;
    }

    void dial(Outcome outcome) {
        if (addresses.length == 0) {
            resolve(outcome);
        } else {
            connect(outcome, addresses, 0);
        }
    }

    /** A look-up may take seconds, so it does not happen on the lane's thread. */
    private void resolve(Outcome outcome) {
        Thread.ofVirtual().name("belastbar-resolve").start(() -> {
            Runnable answer;
            try {
                InetAddress[] found = names.of(target.host());
                answer = () -> {
                    addresses = found;
                    connect(outcome, found, 0);
                };
            } catch (UnknownHostException unknown) {
                answer = () ->
                        outcome.failed(ErrorClass.NAME_UNRESOLVED, "the name '" + target.host() + "' is not known");
            }
            if (!loop.isShuttingDown()) {
                loop.execute(answer);
            }
        });
    }

    private void connect(Outcome outcome, InetAddress[] among, int attempt) {
        int index = (preferred + attempt) % among.length;
        bootstrap(outcome)
                .connect(new InetSocketAddress(among[index], target.port()))
                .addListener(future -> {
                    if (future.isSuccess()) {
                        preferred = index;
                    } else if (!loop.isShuttingDown()) {
                        // Without file descriptors left, Netty calls from a thread of its own.
                        loop.execute(() -> unreachable(outcome, among, attempt, index, future.cause()));
                    }
                });
    }

    private void unreachable(Outcome outcome, InetAddress[] among, int attempt, int index, Throwable failure) {
        if (attempt + 1 < among.length) {
            connect(outcome, among, attempt + 1);
            return;
        }
        // The name may lead somewhere else by now.
        addresses = new InetAddress[0];
        Failure told = ConnectionFailure.ofConnect(target, among[index], settings.connectTimeout(), failure);
        outcome.failed(told.cause(), told.detail());
    }

    private Bootstrap bootstrap(Outcome outcome) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(EventLoops.socketOf(loop))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis());
        if (loop instanceof EpollEventLoop) {
            // Edge-triggered reads go on until the socket is empty: one more system call a request.
            bootstrap.option(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED);
        }
        if (tls == null && settings.options().version() == HttpVersion.HTTP_1_1) {
            bootstrap.option(ChannelOption.RCVBUF_ALLOCATOR, buffers);
        }
        return bootstrap.handler(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                furnish(channel, outcome);
            }
        });
    }

    private void furnish(Channel channel, Outcome outcome) {
        if (tls != null) {
            channel.pipeline().addLast(tls.handler(channel.alloc()));
        }
        channel.pipeline()
                .addLast(
                        settings.options().version() == HttpVersion.HTTP_2
                                ? new Http2Link(driver, outcome, settings, tls == null)
                                : new Http1Connection(driver, outcome, settings, piece, tls == null));
    }

    void release() {
        buffers.release();
    }
}
