package io.belastbar.faultproxy.chain;

import java.util.ArrayDeque;

/** Holds everything back; after a while it may end the stream, and what it held is then lost. */
public final class SilentStage implements Stage {
    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    private final Item.How how;
    private final long endsAt;
    private boolean ended;
    private long held;

    /** @param endsAt {@link Long#MAX_VALUE} for never */
    public SilentStage(Item.How how, long endsAt) {
        this.how = how;
        this.endsAt = endsAt;
    }

    @Override
    public void take(Item item, long now, Outlet next) {
        if (!ended) {
            queue.add(item);
            held += item.held();
        }
    }

    @Override
    public void advance(long now, Outlet next) {
        if (!ended && endsAt <= now) {
            ended = true;
            queue.clear();
            held = 0;
            next.take(new Item.End(how, now), now);
        }
    }

    @Override
    public long wakeAt() {
        return ended ? Long.MAX_VALUE : endsAt;
    }

    @Override
    public long held() {
        return held;
    }

    @Override
    public void handOver(long now, Outlet next) {
        while (!queue.isEmpty()) {
            next.take(queue.poll(), now);
        }
        held = 0;
    }
}
