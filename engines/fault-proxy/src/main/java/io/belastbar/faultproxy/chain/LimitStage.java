package io.belastbar.faultproxy.chain;

/** Lets a number of bytes through, then closes. */
public final class LimitStage implements Stage {
    private final long limit;
    private long passed;
    private boolean ended;

    /** @param passed what went through before this limit was set */
    public LimitStage(long limit, long passed) {
        this.limit = limit;
        this.passed = passed;
    }

    public long passed() {
        return passed;
    }

    @Override
    public void take(Item item, long now, Outlet next) {
        if (ended) {
            return;
        }
        switch (item) {
            case Item.End end -> {
                ended = true;
                next.take(end, now);
            }
            case Item.Bytes bytes -> {
                long left = Math.max(0, limit - passed);
                int length = (int) Math.min(left, bytes.length());
                passed += length;
                ended = passed >= limit;
                if (length > 0) {
                    next.take(bytes.cut(length, bytes.at()), now);
                }
                if (ended) {
                    next.take(new Item.End(Item.How.CLOSE, bytes.at()), now);
                }
            }
        }
    }

    @Override
    public void advance(long now, Outlet next) {
        // nothing waits here
    }

    @Override
    public long wakeAt() {
        return Long.MAX_VALUE;
    }

    @Override
    public long held() {
        return 0;
    }

    @Override
    public void handOver(long now, Outlet next) {
        // nothing waits here
    }
}
