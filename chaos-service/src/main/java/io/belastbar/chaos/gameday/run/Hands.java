package io.belastbar.chaos.gameday.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that do what a game day decided, so that it can leave off whatever is under way. */
final class Hands {
    private final Set<Thread> busy = ConcurrentHashMap.newKeySet();

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
            }
        });
        busy.add(hand);
        hand.start();
    }

    /** Those under way are told to end; what they still say comes late and changes nothing. */
    void leaveOff() {
        Set.copyOf(busy).forEach(Thread::interrupt);
    }
}
