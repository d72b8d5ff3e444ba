package io.belastbar.loadtest.driver;

import io.belastbar.loadtest.engine.Lane;
import io.belastbar.loadtest.engine.LaneClock;
import io.belastbar.loadtest.engine.LaneShare;
import io.belastbar.loadtest.scenario.Scenario;
import io.netty.channel.EventLoop;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A lane on a Vert.x event loop; its clock has the resolution of the loop's own timers, not Vert.x' millisecond. */
final class LaneClient implements LaneClock, AutoCloseable {

    private final ContextInternal context;
    private final EventLoop loop;
    private final HttpTransportClient transport;
    private final Lane lane;

    LaneClient(VertxInternal vertx, Scenario scenario, LaneShare share, URI target, TransportSettings settings) {
        this.context = vertx.createEventLoopContext();
        this.loop = context.nettyEventLoop();
        this.transport = new HttpTransportClient(vertx, loop, target, settings);
        this.lane = new Lane(scenario, share, this, transport);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void at(long nanos, Runnable action) {
        long delay = Math.max(0, nanos - System.nanoTime());
        loop.schedule(() -> context.emit(none -> action.run()), delay, TimeUnit.NANOSECONDS);
    }

    /** Asks the lane on its own thread. */
    <T> CompletableFuture<T> ask(Function<Lane, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        context.runOnContext(none -> {
            try {
                answer.complete(question.apply(lane));
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        transport.close();
    }
}
