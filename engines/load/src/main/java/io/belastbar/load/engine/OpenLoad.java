package io.belastbar.load.engine;

import io.belastbar.load.plan.Arrivals;
import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.plan.LoadChange;
import io.belastbar.load.plan.RatePlan;
import io.belastbar.load.scenario.LoadModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Iterations that arrive by the plan, whether or not earlier ones are done. Each is a new virtual user. When all places
 * are taken, arrivals queue; their response time counts from the instant at which they were due. One that would have
 * timed out in the queue is given up and counted as dropped.
 */
final class OpenLoad implements Workload {

    private final Lane lane;
    private final LaneShare share;
    private final Arrivals arrivals;
    private int places;
    private final long patienceNanos;
    private final List<UserSession> all = new ArrayList<>();
    private final ArrayDeque<UserSession> idle = new ArrayDeque<>();
    private final LongQueue queue = new LongQueue();
    private long origin;
    private long started;
    private long ticket;
    /** Arrivals that were due and found no row of the test data. */
    private long refused;

    /**
     * @param places users at once on this lane
     * @param patienceNanos how long an arrival may queue for a place
     */
    OpenLoad(Lane lane, LoadModel.Open model, LaneShare share, int places, long patienceNanos) {
        this.lane = lane;
        this.share = share;
        this.places = places;
        this.patienceNanos = patienceNanos;
        this.arrivals = new Arrivals(new RatePlan(model.stages()), model.arrival(), share, lane.random());
    }

    @Override
    public void start(long originNanos) {
        origin = originNanos;
        await();
    }

    private void await() {
        if (lane.dataUsedUp()) {
            return;
        }
        long next = arrivals.next();
        long mine = ++ticket;
        if (next != RatePlan.NEVER) {
            lane.at(origin + next, () -> {
                if (mine == ticket) {
                    arrive();
                }
            });
        }
    }

    /** All that are due by now; one timer serves them, however many they are. */
    private void arrive() {
        long now = lane.now();
        for (long next = arrivals.next(); next != RatePlan.NEVER && origin + next <= now; next = arrivals.next()) {
            if (lane.stopped() || lane.dataUsedUp()) {
                return;
            }
            arrivals.advance();
            long due = origin + next;
            lane.late(now - due);
            if (idle.isEmpty() && all.size() == places) {
                queue.add(due);
                lane.queued(queue.size());
            } else {
                begin(due);
            }
        }
        await();
    }

    private void begin(long due) {
        TestData.Row row = lane.nextRow();
        if (row == null) {
            refused += 1 + queue.size();
            queue.clear();
            return;
        }
        UserSession session = idle.poll();
        if (session == null) {
            session = new UserSession(lane);
            all.add(session);
        }
        long number = 1 + share.index() + started++ * share.of();
        session.begin(number, 0, row, lane.drawFlow(), due);
    }

    @Override
    public boolean continues(UserSession session, long intended) {
        return true;
    }

    @Override
    public void ended(UserSession session, long at, boolean whole) {
        idle.push(session);
        if (lane.stopped()) {
            return;
        }
        long now = lane.now();
        while (!queue.isEmpty() && now - queue.first() > patienceNanos) {
            queue.take();
            lane.dropped();
        }
        if (!queue.isEmpty()) {
            long due = queue.take();
            lane.waitedForUser(now - due);
            begin(due);
        }
    }

    @Override
    public boolean repeats() {
        return false;
    }

    @Override
    public void change(LoadChange change, int users, long now) {
        if (!(change instanceof LoadChange.Rate(double perSecond))) {
            throw new IllegalArgumentException("an open load should be changed in its rate: was " + change);
        }
        places = Math.max(all.size(), users);
        arrivals.follow(arrivals.plan().changedAt(Math.max(0, now - origin), perSecond));
        await();
    }

    @Override
    public long unbegun() {
        return refused + queue.size() + arrivals.left();
    }

    @Override
    public void eachUser(Consumer<UserSession> action) {
        all.forEach(action);
    }

    @Override
    public int users() {
        return all.size() - idle.size();
    }

    @Override
    public int waiting() {
        return queue.size();
    }

    @Override
    public boolean exhausted(long now) {
        if (lane.dataUsedUp()) {
            return users() == 0;
        }
        return arrivals.next() == RatePlan.NEVER && users() == 0 && queue.isEmpty();
    }
}
