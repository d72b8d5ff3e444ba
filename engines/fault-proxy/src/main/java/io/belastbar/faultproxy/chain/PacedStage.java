package io.belastbar.faultproxy.chain;

import java.util.ArrayDeque;

/** Lets bytes go in pieces, each a while after the one before. Cuts late, so that what is held stays in large pieces. */
public abstract class PacedStage implements Stage {
    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    private long freeAt;
    private long held;
    private int piece;
    private long due;

    /** @param startedAt before this nothing counts as waited for */
    protected PacedStage(long startedAt) {
        this.freeAt = startedAt;
    }

    /** How many of the bytes go together; at least 1. */
    protected abstract int pieceOf(int available);

    /** How many nanoseconds a piece takes before it is let go. */
    protected abstract long before(int length);

    /** How many nanoseconds pass after a piece before the next may go. */
    protected abstract long after(int length);

    @Override
    public final void take(Item item, long now, Outlet next) {
        queue.add(item);
        held += item.held();
        if (queue.size() == 1) {
            plan();
            advance(now, next);
        }
    }

    @Override
    public final void advance(long now, Outlet next) {
        while (!queue.isEmpty() && due <= now) {
            Item head = queue.peek();
            if (head instanceof Item.Bytes bytes && piece < bytes.length()) {
                held -= piece;
                next.take(bytes.cut(piece, due), now);
            } else {
                queue.poll();
                held -= head.held();
                next.take(head.at(due), now);
            }
            freeAt = due + (head instanceof Item.Bytes ? after(piece) : 0);
            plan();
        }
    }

    private void plan() {
        switch (queue.peek()) {
            case null -> due = Long.MAX_VALUE;
            case Item.Bytes bytes -> {
                piece = Math.clamp(pieceOf(bytes.length()), 1, bytes.length());
                due = Math.max(freeAt, bytes.at()) + before(piece);
            }
            case Item.End end -> due = Math.max(freeAt, end.at());
        }
    }

    @Override
    public final long wakeAt() {
        return queue.isEmpty() ? Long.MAX_VALUE : due;
    }

    @Override
    public final long held() {
        return held;
    }

    @Override
    public final void handOver(long now, Outlet next) {
        while (!queue.isEmpty()) {
            next.take(queue.poll(), now);
        }
        held = 0;
    }
}
