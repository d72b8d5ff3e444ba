package io.belastbar.local.progress;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.api.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Follows the progress of some work at a service, whatever its events are, up to the event {@code finished}. A stream
 * that breaks or falls silent is opened again after the last event that was seen.
 */
public final class StreamFollower {
    /** A stream says something, be it a comment, every 15 s. */
    public static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    private static final int SILENT_STREAMS_MAX = 20;
    private static final long PAUSE_MS = 200;

    private final ApiClient api;
    private final String service;
    private final Duration silence;
    private final Consumer<String> notes;
    private final EventReader reader;
    private volatile boolean abandoned;
    private volatile boolean finished;
    private volatile long received;
    private volatile long lines;

    /**
     * @param events takes each event's name and data
     * @param notes takes a sentence when a stream is opened again
     */
    public StreamFollower(
            ApiClient api,
            String service,
            Duration silence,
            BiConsumer<String, String> events,
            Consumer<String> notes) {
        this.api = api;
        this.service = service;
        this.silence = silence;
        this.notes = notes;
        this.reader = new EventReader((name, data) -> {
            received++;
            finished |= name.equals("finished");
            if (!abandoned && !finished) {
                events.accept(name, data);
            }
        });
    }

    /** What breaks from now on is no news, and nothing is told any more. */
    public void abandon() {
        abandoned = true;
    }

    /** Until the work has finished, or the stream was opened too often without an event. */
    public void follow(String work) throws IOException, InterruptedException {
        follow(work, work + "/progress");
    }

    /**
     * As {@link #follow(String)}.
     *
     * @param path of the stream, where it is not called {@code progress}
     */
    public void follow(String work, String path) throws IOException, InterruptedException {
        int silent = 0;
        while (!finished && !abandoned && silent < SILENT_STREAMS_MAX) {
            long before = received;
            stream(work, path);
            silent = received > before ? 0 : silent + 1;
            if (!finished) {
                Thread.sleep(PAUSE_MS);
            }
        }
    }

    private void stream(String work, String path) throws IOException, InterruptedException {
        reader.reset();
        var reading = new FutureTask<Void>(() -> read(path), null);
        Thread thread = Thread.ofVirtual().start(reading);
        for (long seen = -1; seen != lines; ) {
            seen = lines;
            try {
                reading.get(silence.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException another) {
                continue;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CommandFailure refused) {
                    throw refused;
                }
                throw new IOException(e.getCause());
            }
        }
        thread.interrupt();
        thread.join();
        notes.accept("the progress stream is silent; opening it again");
        // Fails, with a sentence, when the service hangs.
        api.get(service, work);
    }

    private void read(String path) {
        try (Stream<String> events = api.events(service, path, reader.lastId())) {
            events.forEach(text -> {
                lines++;
                reader.line(text);
            });
        } catch (InterruptedException silent) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException broken) {
            if (!abandoned && !Thread.currentThread().isInterrupted()) {
                notes.accept("the progress stream broke (" + broken.getMessage() + "); opening it again");
            }
        }
    }
}
