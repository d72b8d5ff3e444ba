package io.belastbar.examples.insurer.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Events that wait for their receiver, and when to try again. Pure; the time is an argument. Safe for several threads.
 *
 * <p>A receiver that is away is asked by one event at a time, after longer and longer pauses; one that is well gets a
 * few at once. An event that is refused goes to the end, so that it holds up no other.
 */
public final class Backlog {
    static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;
    private static final int DOUBLINGS_MAX = 20;

    /** What became of an attempt. */
    public enum Attempt {
        DELIVERED,
        /** No answer, or one that says "later". */
        AWAY,
        /** An answer that says that this event is wrong. */
        REFUSED
    }

    /**
     * @param created events since the start
     * @param delivered answered with 2xx
     * @param waiting for delivery, or on their way
     * @param givenUp the eldest of too many
     * @param failed attempts without 2xx
     */
    public record Count(long created, long delivered, long waiting, long givenUp, long failed) {}

    private final int waitingMax;
    private final Deque<InsurerEvent> waiting = new ArrayDeque<>();
    private int underWay;
    private int failuresInARow;
    private Instant pausedUntil = Instant.MIN;
    private long created;
    private long delivered;
    private long givenUp;
    private long failed;

    public Backlog(int waitingMax) {
        this.waitingMax = waitingMax;
    }

    public synchronized void add(InsurerEvent event) {
        created++;
        waiting.addLast(event);
        dropTooMany();
    }

    /** The next event to send now, if any; its {@link #ended} must follow. */
    public synchronized Optional<InsurerEvent> next(Instant now) {
        int most = failuresInARow == 0 ? AT_ONCE : 1;
        if (now.isBefore(pausedUntil) || underWay >= most || waiting.isEmpty()) {
            return Optional.empty();
        }
        underWay++;
        return Optional.of(waiting.removeFirst());
    }

    public synchronized void ended(InsurerEvent event, Attempt attempt, Instant now) {
        underWay--;
        switch (attempt) {
            case DELIVERED -> {
                delivered++;
                failuresInARow = 0;
            }
            case AWAY -> {
                waiting.addFirst(event);
                pause(now);
            }
            case REFUSED -> {
                waiting.addLast(event);
                pause(now);
            }
        }
        dropTooMany();
    }

    public synchronized Count count() {
        return new Count(created, delivered, waiting.size() + underWay, givenUp, failed);
    }

    private void pause(Instant now) {
        failed++;
        failuresInARow = Math.min(failuresInARow + 1, DOUBLINGS_MAX);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (failuresInARow - 1));
        pausedUntil = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private void dropTooMany() {
        while (waiting.size() > waitingMax) {
            waiting.removeFirst();
            givenUp++;
        }
    }
}
