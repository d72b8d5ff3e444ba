package io.belastbar.load.engine;

import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.plan.UserRamp;
import io.belastbar.load.scenario.LoadModel;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Virtual users that come and go by the ramp, each repeating flows. A user no longer wanted starts nothing new; its
 * request in flight is awaited.
 */
final class ClosedLoad implements Workload {

    /** One user of the ramp. */
    private final class Slot {
        private final int number;
        private final UserSession session = new UserSession(lane);
        private long iterations;
        private long generation;
        private boolean waiting;

        Slot(int number) {
            this.number = number;
        }

        boolean spent() {
            return lane.dataUsedUp() || iterationsPerUser != null && iterations >= iterationsPerUser;
        }

        /** Sleeps until the ramp wants this user, at this offset of the run or later. */
        void awaitTurn(long offset) {
            long mine = ++generation;
            OptionalLong wanted = spent() ? OptionalLong.empty() : ramp.firstWanted(number, offset);
            waiting = wanted.isPresent();
            wanted.ifPresent(turn -> lane.plan(origin + turn, () -> {
                if (mine == generation) {
                    waiting = false;
                    begin(origin + turn);
                }
            }));
        }

        void begin(long due) {
            TestData.Row row = lane.nextRow();
            if (row == null) {
                return;
            }
            session.begin(number, iterations++, row, lane.drawFlow(), due);
        }
    }

    private final Lane lane;
    private final LaneShare share;
    private final Integer iterationsPerUser;
    private final Map<Long, Slot> slots = new HashMap<>();
    private UserRamp ramp;
    private long origin;
    private int made;

    ClosedLoad(Lane lane, LoadModel.Closed model, LaneShare share) {
        this.lane = lane;
        this.share = share;
        this.iterationsPerUser = model.iterationsPerUser();
        this.ramp = new UserRamp(model.stages());
    }

    @Override
    public void start(long originNanos) {
        origin = originNanos;
        addSlots(lane.scenario().load().maxUsers());
    }

    private void addSlots(int users) {
        for (; made < share.part(users); made++) {
            Slot slot = new Slot(1 + share.index() + made * share.of());
            slots.put((long) slot.number, slot);
            slot.awaitTurn(0);
        }
    }

    @Override
    public boolean continues(UserSession session, long intended) {
        return ramp.wants((int) session.number(), intended - origin);
    }

    @Override
    public void ended(UserSession session, long at, boolean whole) {
        Slot slot = slots.get(session.number());
        if (slot.spent() || lane.stopped()) {
            return;
        }
        if (ramp.wants(slot.number, at - origin)) {
            slot.begin(at);
        } else {
            slot.awaitTurn(at - origin);
        }
    }

    @Override
    public boolean repeats() {
        return true;
    }

    @Override
    public void change(LoadChange change, int most, long now) {
        if (!(change instanceof LoadChange.Users(int users))) {
            throw new IllegalArgumentException("a closed load should be changed in its users: was " + change);
        }
        ramp = ramp.changedAt(Math.max(0, now - origin), users);
        for (Slot slot : slots.values()) {
            if (!slot.session.active()) {
                slot.awaitTurn(Math.max(0, now - origin));
            }
        }
        addSlots(users);
    }

    @Override
    public long unbegun() {
        long unbegun = 0;
        for (Slot slot : slots.values()) {
            unbegun += iterationsPerUser == null ? 0 : iterationsPerUser - slot.iterations;
        }
        return unbegun;
    }

    @Override
    public void eachUser(Consumer<UserSession> action) {
        slots.values().forEach(slot -> action.accept(slot.session));
    }

    @Override
    public int users() {
        int active = 0;
        for (Slot slot : slots.values()) {
            active += slot.session.active() ? 1 : 0;
        }
        return active;
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public boolean exhausted(long now) {
        if (now - origin < 0) {
            return false;
        }
        for (Slot slot : slots.values()) {
            if (slot.session.active() || slot.waiting && !lane.dataUsedUp()) {
                return false;
            }
        }
        return lane.dataUsedUp() || iterationsPerUser != null || now - origin >= ramp.endNanos();
    }
}
