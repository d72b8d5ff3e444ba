package io.belastbar.load.run;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.engine.Lane;
import io.belastbar.load.engine.LaneClock;
import io.belastbar.load.engine.LaneSettings;
import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.scenario.Scenario;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A lane on an event loop of Netty; its clock is {@link System#nanoTime}, its timers are the loop's. */
final class LaneLoop implements LaneClock {

    private final EventLoop loop;
    private final Lane lane;
    private volatile long threadId;

    LaneLoop(Scenario scenario, LaneShare share, LaneSettings settings, EventLoop loop, Driver driver) {
        this.loop = loop;
        this.lane = new Lane(scenario, share, settings, this, driver);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void at(long nanos, Runnable action) {
        long delay = nanos - System.nanoTime();
        if (delay <= 0) {
            loop.execute(action);
        } else {
            loop.schedule(action, delay, TimeUnit.NANOSECONDS);
        }
    }

    /** Asks the lane on its own thread. */
    <T> CompletableFuture<T> ask(Function<Lane, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> {
            threadId = Thread.currentThread().threadId();
            try {
                answer.complete(question.apply(lane));
            } catch (RuntimeException | Error failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    /** Opens the connections; completes when all of them were tried. */
    CompletableFuture<Void> open() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                lane.open(() -> opened.complete(null));
            } catch (RuntimeException | Error failure) {
                opened.completeExceptionally(failure);
            }
        });
        return opened;
    }

    /** Of the loop's thread; 0 before it was asked anything. */
    long threadId() {
        return threadId;
    }
}
