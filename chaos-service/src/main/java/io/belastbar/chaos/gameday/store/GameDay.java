package io.belastbar.chaos.gameday.store;

import io.belastbar.chaos.gameday.machine.Course;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A game day as it is stored.
 *
 * @param course how far it has come
 * @param loads the test runs that it started
 * @param abortedBy who asked for its end; empty while nobody did
 * @param term counts who took it up: what is stored of an older one is refused
 */
public record GameDay(
        UUID id,
        String system,
        Script script,
        String startedBy,
        Instant plannedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Course course,
        List<String> loads,
        Optional<Abort> abortedBy,
        long term) {

    /**
     * By what it goes.
     *
     * @param sha256 of the runbook's text
     * @param timeScale of a rehearsal below 1
     */
    public record Script(
            String runbook,
            int version,
            String sha256,
            Map<String, String> variables,
            double timeScale,
            boolean unattended) {
        public Script {
            variables = Map.copyOf(variables);
        }
    }

    /** Who wants it to end, and why. */
    public record Abort(String by, String reason) {}

    public GameDay {
        loads = List.copyOf(loads);
    }

    /** The same, further on. */
    public GameDay in(Course next, Instant now) {
        return new GameDay(
                id,
                system,
                script,
                startedBy,
                plannedAt,
                startedAt.or(() -> Optional.of(now)),
                next.isOver() ? Optional.of(now) : Optional.empty(),
                next,
                loads,
                abortedBy,
                term);
    }

    /** The same, with the load that it has started by now. */
    public GameDay with(List<String> started) {
        return new GameDay(
                id, system, script, startedBy, plannedAt, startedAt, finishedAt, course, started, abortedBy, term);
    }
}
