package io.belastbar.load.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where a host's name leads. A look-up may take seconds, so it does not happen on the event loop; all addresses of a name
 * are tried, that which answered last first; and the name is looked up again when none answers. For one event loop.
 */
public final class HostAddresses {

    /** How a name becomes addresses; may block. */
    public interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final EventLoop loop;
    private final String host;
    private final int port;
    private final Names names;
    private final Executor blocking;
    private InetAddress[] addresses = new InetAddress[0];
    private int preferred;

    /** @param blocking runs look-ups */
    public HostAddresses(EventLoop loop, String host, int port, Names names, Executor blocking) {
        this.loop = loop;
        this.host = host;
        this.port = port;
        this.names = names;
        this.blocking = blocking;
    }

    /**
     * Connects to the first address that answers.
     *
     * @param attempt begins a connection to one address
     * @param failed hears, on the event loop, why there is none: an {@link UnknownHostException}, or what the last address
     *     said
     */
    public void connect(Function<InetSocketAddress, ChannelFuture> attempt, Consumer<Throwable> failed) {
        if (addresses.length > 0) {
            connect(attempt, failed, addresses, 0);
            return;
        }
        blocking.execute(() -> {
            Runnable answer;
            try {
                InetAddress[] found = names.of(host);
                answer = () -> {
                    addresses = found;
                    connect(attempt, failed, found, 0);
                };
            } catch (UnknownHostException unknown) {
                answer = () -> failed.accept(new UnknownHostException("the name '" + host + "' has no address"));
            }
            onLoop(answer);
        });
    }

    private void connect(
            Function<InetSocketAddress, ChannelFuture> attempt,
            Consumer<Throwable> failed,
            InetAddress[] among,
            int tried) {
        int index = (preferred + tried) % among.length;
        attempt.apply(new InetSocketAddress(among[index], port)).addListener(future -> {
            if (future.isSuccess()) {
                preferred = index;
            } else {
                // Without file descriptors left, Netty calls from a thread of its own.
                onLoop(() -> unreachable(attempt, failed, among, tried, future.cause()));
            }
        });
    }

    private void unreachable(
            Function<InetSocketAddress, ChannelFuture> attempt,
            Consumer<Throwable> failed,
            InetAddress[] among,
            int tried,
            Throwable failure) {
        if (tried + 1 < among.length) {
            connect(attempt, failed, among, tried + 1);
            return;
        }
        addresses = new InetAddress[0];
        failed.accept(failure);
    }

    private void onLoop(Runnable action) {
        if (!loop.isShuttingDown()) {
            loop.execute(action);
        }
    }
}
