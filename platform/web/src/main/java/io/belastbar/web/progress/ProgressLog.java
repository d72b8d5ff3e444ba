package io.belastbar.web.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last events of work that is active here, for its readers and until PostgreSQL has taken them. Of what PostgreSQL
 * has, it keeps a bounded number; what PostgreSQL has not is kept whatever its number. Safe for several threads.
 */
public final class ProgressLog<T extends ProgressEvent> {

    private static final int STORED_MAX = 1_000;

    private final Deque<T> events = new ArrayDeque<>();
    private final int storedMax;
    private long last;
    private long stored;

    public ProgressLog() {
        this(STORED_MAX);
    }

    /** @param storedMax events kept although PostgreSQL has them */
    public ProgressLog(int storedMax) {
        this.storedMax = storedMax;
    }

    /** The event's id is {@link #nextId()}. */
    public synchronized void add(T event) {
        events.addLast(event);
        last = event.id();
    }

    /** Of work that is taken up: its events up to this one are stored already. Before the first is added. */
    public synchronized void startAfter(long id) {
        last = id;
        stored = id;
    }

    public synchronized long nextId() {
        return last + 1;
    }

    /** The events after the one with this id, {@code max} at most; empty if the next one is no longer here. */
    public synchronized Optional<List<T>> after(long id, int max) {
        long known = Math.max(0, id) - (last - events.size());
        return known < 0
                ? Optional.empty()
                : Optional.of(events.stream().skip(known).limit(max).toList());
    }

    public synchronized List<T> unstored() {
        return events.stream().filter(event -> event.id() > stored).toList();
    }

    public synchronized void storedUpTo(long id) {
        stored = Math.max(stored, id);
        while (events.size() > storedMax && events.peekFirst().id() <= stored) {
            events.removeFirst();
        }
    }
}
