package io.belastbar.web.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.belastbar.web.problem.Unavailable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The progress of work as server-sent events (WHATWG HTML, section 9.2): every event from the first, or from the one
 * after {@code Last-Event-ID}, then {@code finished} once the work has ended, and then the stream ends. A reader is
 * served from memory as long as that holds what comes next, so that it goes on while PostgreSQL is away, else from
 * PostgreSQL, page by page. It takes the next events when its connection has taken the last ones: a slow reader holds up
 * nobody, and costs one page of memory. While nothing happens a comment tells that the stream is alive.
 */
public final class ProgressStream<T extends ProgressEvent> {

    /** More readers than this of one instance are refused. */
    static final int READERS_MAX = 500;

    static final int PAGE = 500;

    private static final int QUIET_LOOKS_MAX = 30;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ProgressStreams streams;
    private final Work<T> work;
    private final ProgressRepository<T> stored;
    private final AtomicInteger readers;
    private final Duration lookEvery;

    /** What a service knows of its work. */
    public interface Work<T extends ProgressEvent> {

        /** The events of work that is active on this instance. */
        Optional<ProgressLog<T>> log(UUID id);

        /** What the last event tells, once the work has ended and all its events are stored; empty until then. */
        Uni<Optional<Object>> end(UUID id);
    }

    ProgressStream(
            ProgressStreams streams,
            Work<T> work,
            ProgressRepository<T> stored,
            AtomicInteger readers,
            Duration lookEvery) {
        this.streams = streams;
        this.work = work;
        this.stored = stored;
        this.readers = readers;
        this.lookEvery = lookEvery;
    }

    /** Where a reader stands. */
    private static final class Reader {
        private final UUID id;
        private final Sse sse;
        private long seen;
        private boolean caughtUp;
        private int quietLooks;

        Reader(UUID id, long seen, Sse sse) {
            this.id = id;
            this.seen = seen;
            this.sse = sse;
        }
    }

    private record Batch(List<OutboundSseEvent> events, boolean last) {}

    /**
     * The stream for one reader.
     *
     * @param lastEventId as the reader sent it; what this stream never gave means: from the beginning
     * @throws Unavailable if there are too many readers
     */
    public Multi<OutboundSseEvent> of(UUID id, String lastEventId, Sse sse) {
        if (readers.get() >= READERS_MAX) {
            throw new Unavailable("the progress stream", "it has " + READERS_MAX + " readers", RETRY_AFTER);
        }
        return Multi.createBy()
                .repeating()
                .uni(() -> new Reader(id, eventId(lastEventId), sse), this::next)
                .whilst(batch -> !batch.last())
                .onItem()
                .transformToIterable(Batch::events)
                .onSubscription()
                .invoke(readers::incrementAndGet)
                .onTermination()
                .invoke(readers::decrementAndGet);
    }

    private Uni<Batch> next(Reader reader) {
        var now = Uni.createFrom().voidItem();
        var due = reader.caughtUp ? now.onItem().delayIt().by(lookEvery) : now;
        return due.chain(() -> look(reader));
    }

    private Uni<Batch> look(Reader reader) {
        var active = work.log(reader.id);
        var recent = active.flatMap(log -> log.after(reader.seen, PAGE));
        if (recent.isPresent()) {
            return Uni.createFrom().item(() -> batch(reader, recent.get(), Optional.empty()));
        }
        // Whether it has ended is asked first: all events of what has ended are there.
        Uni<Optional<Object>> end = active.isPresent() ? Uni.createFrom().item(Optional.empty()) : work.end(reader.id);
        return Uni.combine()
                .all()
                .unis(end, Uni.createFrom().deferred(() -> stored.after(reader.id, reader.seen, PAGE)))
                .usingConcurrencyOf(1)
                .with((ended, events) -> batch(reader, events, ended));
    }

    private Batch batch(Reader reader, List<T> events, Optional<Object> end) {
        var told = new ArrayList<OutboundSseEvent>();
        for (T event : events) {
            reader.seen = event.id();
            told.add(event(reader, event.event(), event));
        }
        reader.caughtUp = events.size() < PAGE;
        boolean finished = reader.caughtUp && end.isPresent();
        if (finished) {
            reader.seen++;
            told.add(event(reader, "finished", end.get()));
        }
        reader.quietLooks = told.isEmpty() ? reader.quietLooks + 1 : 0;
        if (reader.quietLooks >= QUIET_LOOKS_MAX) {
            reader.quietLooks = 0;
            told.add(reader.sse.newEventBuilder().comment("").build());
        }
        return new Batch(told, finished || streams.areEnding());
    }

    private OutboundSseEvent event(Reader reader, String name, Object data) {
        try {
            return reader.sse
                    .newEventBuilder()
                    .name(name)
                    .id(Long.toString(reader.seen))
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(String.class, streams.json().writeValueAsString(data))
                    .build();
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static long eventId(String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,18}") ? Long.parseLong(lastEventId) : 0;
    }
}
