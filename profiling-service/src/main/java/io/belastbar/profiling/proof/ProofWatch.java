package io.belastbar.profiling.proof;

import io.belastbar.profiling.proof.session.Session;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A proof under way, for those who watch it: which part it is at, and the way to end it. Safe for several threads. */
public final class ProofWatch {
    private final Consumer<String> told;
    private final LongSupplier nanos;
    private final Map<String, Long> parts = new LinkedHashMap<>();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private String part;
    private long since;
    private boolean ended;

    /** @param told hears the name of each part when it begins */
    public ProofWatch(Consumer<String> told, LongSupplier nanos) {
        this.told = told;
        this.nanos = nanos;
    }

    void begin(String name) {
        synchronized (this) {
            closePart();
            part = name;
            since = nanos.getAsLong();
        }
        told.accept(name);
    }

    /** Milliseconds by part, so far. */
    synchronized Map<String, Long> parts() {
        closePart();
        part = null;
        return new LinkedHashMap<>(parts);
    }

    /** A session that an end has to end. */
    Session watched(Session session) {
        boolean late;
        synchronized (this) {
            late = ended;
            sessions.add(session);
        }
        if (late) {
            session.abort();
        }
        return session;
    }

    synchronized void left(Session session) {
        sessions.remove(session);
    }

    /** Ends it: what runs in its databases is cancelled. */
    public void end() {
        Set<Session> open;
        synchronized (this) {
            ended = true;
            open = Set.copyOf(sessions);
        }
        open.forEach(Session::abort);
    }

    synchronized boolean isEnded() {
        return ended;
    }

    private void closePart() {
        if (part != null) {
            parts.merge(part, (nanos.getAsLong() - since) / 1_000_000, Long::sum);
        }
    }
}
