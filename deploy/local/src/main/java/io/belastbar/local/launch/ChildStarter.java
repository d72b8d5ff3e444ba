package io.belastbar.local.launch;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Runs a start and tells the listener how it went. */
final class ChildStarter {
    private final StartListener listener;
    private final Clock clock;

    ChildStarter(StartListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    CompletableFuture<Void> start(String name, String url, Executor executor, Action action) {
        return CompletableFuture.runAsync(
                () -> {
                    var begun = clock.instant();
                    listener.starting(name, url);
                    try {
                        action.run();
                    } catch (Exception e) {
                        listener.failed(name, e.getMessage());
                        throw new CompletionException(name, e);
                    }
                    listener.ready(name, Duration.between(begun, clock.instant()));
                },
                executor);
    }

    /** For an end: one that fails must not keep the others from ending, and guards end what is left. */
    static CompletableFuture<Void> quietly(Executor executor, Action action) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        action.run();
                    } catch (Exception e) {
                        System.err.println("while stopping: " + e.getMessage());
                    }
                },
                executor);
    }

    interface Action {
        void run() throws Exception;
    }
}
