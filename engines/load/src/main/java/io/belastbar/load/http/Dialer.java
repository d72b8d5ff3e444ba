package io.belastbar.load.http;

import io.belastbar.load.http.ConnectionFailure.Failure;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.belastbar.load.transport.EventLoops;
import io.belastbar.load.transport.HostAddresses;
import io.belastbar.load.transport.ReceiveBuffers;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
    private final HostAddresses addresses;
    private final ReceiveBuffers buffers = new ReceiveBuffers();
    private final byte[] piece = new byte[ReceiveBuffers.BYTES];

    Dialer(EventLoop loop, HttpDriver driver, HttpTarget target, HttpSettings settings, HostAddresses.Names names) {
        this.loop = loop;
        this.driver = driver;
        this.target = target;
        this.settings = settings;
        this.addresses = new HostAddresses(loop, target.host(), target.port(), names, lookUp -> Thread.ofVirtual()
                .name("belastbar-resolve")
                .start(lookUp));
        this.tls = target.tls() ? new Tls(target, settings) : null;
    }

    void dial(Outcome outcome) {
        Dial dial = new Dial(outcome);
        addresses.connect(dial::to, dial::failed);
    }

    /** One connection on its way. */
    private final class Dial {

        private final Outcome outcome;
        private InetAddress latest;

        Dial(Outcome outcome) {
            this.outcome = outcome;
        }

        ChannelFuture to(InetSocketAddress address) {
            latest = address.getAddress();
            return bootstrap(outcome).connect(address);
        }

        void failed(Throwable failure) {
            if (failure instanceof UnknownHostException) {
                outcome.failed(ErrorClass.NAME_UNRESOLVED, "the name '" + target.host() + "' is not known");
                return;
            }
            Failure told = ConnectionFailure.ofConnect(target, latest, settings.connectTimeout(), failure);
            outcome.failed(told.cause(), told.detail());
        }
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
