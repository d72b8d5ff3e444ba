package io.belastbar.faultproxy.chain;

import java.util.ArrayDeque;

/** Lets each item go at a time of its own, never before the one in front of it. */
public abstract class DelayStage implements Stage {
    private record Delayed(Item item, long due) {}

    private final ArrayDeque<Delayed> queue = new ArrayDeque<>();
    private long lastDue = Long.MIN_VALUE;
    private long held;

    /** How many nanoseconds after {@link Item#at()} an item is due; not negative. */
    protected abstract long delay(Item item);

    @Override
    public final void take(Item item, long now, Outlet next) {
        long due = Math.max(lastDue, item.at() + delay(item));
        lastDue = due;
        if (queue.isEmpty() && due <= now) {
            next.take(item.at(due), now);
            return;
        }
        queue.add(new Delayed(item, due));
        held += item.held();
    }

    @Override
    public final void advance(long now, Outlet next) {
        while (!queue.isEmpty() && queue.peek().due() <= now) {
            Delayed first = queue.poll();
            held -= first.item().held();
            next.take(first.item().at(first.due()), now);
        }
    }

    @Override
    public final long wakeAt() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.peek().due();
    }

    @Override
    public final long held() {
        return held;
    }

    @Override
    public final void handOver(long now, Outlet next) {
        while (!queue.isEmpty()) {
            next.take(queue.poll().item(), now);
        }
        held = 0;
    }
}
