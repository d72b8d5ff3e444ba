package io.belastbar.load.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoop;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The threads that carry lanes: Linux' epoll where its native library loads, the JDK's selector elsewhere. */
public final class EventLoops {

    private EventLoops() {}

    /** One daemon thread a lane. The caller shuts the group down. */
    public static EventLoopGroup of(int lanes) {
        DefaultThreadFactory threads = new DefaultThreadFactory("belastbar-lane", true);
        return Epoll.isAvailable() ? new EpollEventLoopGroup(lanes, threads) : new NioEventLoopGroup(lanes, threads);
    }

    /** The kind of socket that this loop can serve. */
    public static Class<? extends SocketChannel> socketOf(EventLoop loop) {
        return loop instanceof EpollEventLoop ? EpollSocketChannel.class : NioSocketChannel.class;
    }
}
