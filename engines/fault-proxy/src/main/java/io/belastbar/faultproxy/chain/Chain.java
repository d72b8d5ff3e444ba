package io.belastbar.faultproxy.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * One direction of one connection: the stages that its bytes pass, in order. Stages come, change and go while bytes are
 * under way; none is lost, doubled or overtaken by that.
 */
public final class Chain {
    private final Outlet end;
    private List<Slot> slots = new ArrayList<>();
    private boolean ended;

    public Chain(Outlet end) {
        this.end = end;
    }

    /** Takes what was read. After an {@link Item.End} nothing more is taken. */
    public void take(Item item, long now) {
        pass(0, item, now);
    }

    /** Lets go of what is due. */
    public void advance(long now) {
        for (Slot slot : slots) {
            if (slot.stage != null) {
                slot.stage.advance(now, slot);
            }
        }
    }

    /** When something is due next, in nanoseconds; {@link Long#MAX_VALUE} for never. */
    public long wakeAt() {
        long earliest = Long.MAX_VALUE;
        for (Slot slot : slots) {
            if (slot.stage != null) {
                earliest = Math.min(earliest, slot.stage.wakeAt());
            }
        }
        return earliest;
    }

    /** Memory of what is held, in bytes. */
    public long held() {
        long sum = 0;
        for (Slot slot : slots) {
            sum += slot.stage == null ? 0 : slot.stage.held();
        }
        return sum;
    }

    /** No stage acts: bytes may go by it. */
    public boolean isOpen() {
        for (Slot slot : slots) {
            if (slot.stage != null) {
                return false;
            }
        }
        return !ended;
    }

    /** Makes the chain be these segments, in this order; those with an equal name and version are left as they are. */
    public void become(List<Segment> segments, long now) {
        removeAllBut(segments, now);
        for (int i = slots.size() - 1; i >= 0; i--) {
            Slot slot = slots.get(i);
            Segment wanted = named(segments, slot.segment.name());
            if (!wanted.version().equals(slot.segment.version())) {
                replace(slot, wanted, now);
            }
        }
        for (Segment segment : segments.subList(slots.size(), segments.size())) {
            slots.add(new Slot(slots.size(), segment, segment.maker().stage(now, null)));
        }
        advance(now);
    }

    /** The last goes first: what it holds is older than what the ones before it hold. */
    private void removeAllBut(List<Segment> segments, long now) {
        for (int i = slots.size() - 1; i >= 0; i--) {
            Slot slot = slots.get(i);
            if (named(segments, slot.segment.name()) == null) {
                Stage gone = slot.stage;
                slot.stage = null;
                if (gone != null) {
                    gone.handOver(now, slot);
                }
                slots.remove(i);
                renumber();
            }
        }
    }

    private void replace(Slot slot, Segment wanted, long now) {
        Stage former = slot.stage;
        slot.segment = wanted;
        slot.stage = wanted.maker().stage(now, former);
        if (former != null) {
            former.handOver(now, slot.stage == null ? slot : (item, at) -> slot.stage.take(item, at, slot));
        }
    }

    private void renumber() {
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).position = i;
        }
    }

    private static Segment named(List<Segment> segments, String name) {
        for (Segment segment : segments) {
            if (segment.name().equals(name)) {
                return segment;
            }
        }
        return null;
    }

    private void pass(int from, Item item, long now) {
        for (int i = from; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.stage != null) {
                slot.stage.take(item, now, slot);
                return;
            }
        }
        if (!ended) {
            ended = item instanceof Item.End;
            end.take(item, now);
        }
    }

    private final class Slot implements Outlet {
        private int position;
        private Segment segment;
        private Stage stage;

        Slot(int position, Segment segment, Stage stage) {
            this.position = position;
            this.segment = segment;
            this.stage = stage;
        }

        @Override
        public void take(Item item, long now) {
            pass(position + 1, item, now);
        }
    }
}
