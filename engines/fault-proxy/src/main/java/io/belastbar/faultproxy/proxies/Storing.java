package io.belastbar.faultproxy.proxies;

import io.belastbar.faultproxy.spec.ProxySpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Keeps the state file as the proxies are. Files may wait, so this never runs in the loop. */
final class Storing {
    private final StateFile file;
    private final Supplier<List<ProxySpec>> current;
    private final Consumer<String> log;
    private final ReentrantLock turn = new ReentrantLock();

    /** @param file {@code null} to keep nothing */
    Storing(StateFile file, Supplier<List<ProxySpec>> current, Consumer<String> log) {
        this.file = file;
        this.current = current;
        this.log = log;
    }

    /** Writes what is now, and not what was when this was called: the last to write knows the newest. */
    void now() {
        if (file == null) {
            return;
        }
        turn.lock();
        try {
            file.write(current.get());
        } catch (IOException e) {
            throw new UncheckedIOException("the change is in force, but the state file was not written", e);
        } finally {
            turn.unlock();
        }
    }

    /** Writes soon, for a change that nobody waits for. */
    void later() {
        Thread.ofVirtual().start(() -> {
            try {
                now();
            } catch (UncheckedIOException e) {
                log.accept(e.getMessage() + ": " + e.getCause());
            }
        });
    }
}
