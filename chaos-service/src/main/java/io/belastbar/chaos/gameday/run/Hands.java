package io.belastbar.chaos.gameday.run;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that do what a game day decided, so that it can leave off whatever is under way. */
final class Hands {
    /** What waits for a target that hangs notices at once that it is to end; more would delay the undoing. */
    private static final Duration LEAVING_MAX = Duration.ofMillis(500);

    private final Set<Thread> busy = ConcurrentHashMap.newKeySet();
    private final Set<Thread> leaving = ConcurrentHashMap.newKeySet();

    /** Something that waits and can be interrupted. */
    interface Work {
        void run() throws InterruptedException;
    }

    void start(Work work) {
        Thread hand = Thread.ofVirtual().unstarted(() -> {
            try {
                work.run();
            } catch (InterruptedException left) {
                Thread.currentThread().interrupt();
            } finally {
                busy.remove(Thread.currentThread());
                leaving.remove(Thread.currentThread());
            }
        });
        busy.add(hand);
        hand.start();
    }

    /** Those under way are told to end; what they still say comes late and changes nothing. */
    void leaveOff() {
        Set.copyOf(busy).forEach(hand -> {
            leaving.add(hand);
            hand.interrupt();
        });
    }

    /** Waits a little until those that were told to end have ended. */
    void left() throws InterruptedException {
        long end = System.nanoTime() + LEAVING_MAX.toNanos();
        for (Thread hand : Set.copyOf(leaving)) {
            long left = end - System.nanoTime();
            if (hand != Thread.currentThread() && left > 0) {
                hand.join(Duration.ofNanos(left));
            }
            leaving.remove(hand);
        }
    }
}
