package io.belastbar.loadtest.progress;

import java.util.ArrayList;
import java.util.List;

/** The points of an active run, for late joiners and until PostgreSQL has taken them. Safe for several threads. */
public final class ProgressLog {

    private final List<RunProgress> points = new ArrayList<>();
    private long stored;

    public synchronized void add(RunProgress point) {
        points.add(point);
    }

    public synchronized long nextId() {
        return points.size() + 1L;
    }

    /** The points after the one with this id; 0 for all. */
    public synchronized List<RunProgress> after(long id) {
        int from = (int) Math.min(Math.max(0, id), points.size());
        return List.copyOf(points.subList(from, points.size()));
    }

    public synchronized List<RunProgress> unstored() {
        return after(stored);
    }

    public synchronized void storedUpTo(long id) {
        stored = Math.max(stored, id);
    }
}
