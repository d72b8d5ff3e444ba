package io.belastbar.profiling.proof.work;

import io.belastbar.profiling.proof.ProofWatch;
import io.belastbar.profiling.proof.record.ProofProgress;
import io.belastbar.web.progress.ProgressLog;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A proof that is under way here: what it has told, and the way to end it. Safe for several threads. */
final class ActiveProof {
    private final UUID id;
    private final int attempt;
    private final Clock clock;
    private final ProgressLog<ProofProgress> log = new ProgressLog<>();
    private final ProofWatch watch;
    private long last;
    private volatile boolean ended;

    /** @param last the id of the newest event of earlier attempts */
    ActiveProof(UUID id, int attempt, long last, Clock clock) {
        this.id = id;
        this.attempt = attempt;
        this.last = last;
        this.clock = clock;
        this.watch = new ProofWatch(this::begins, System::nanoTime);
    }

    UUID id() {
        return id;
    }

    ProgressLog<ProofProgress> log() {
        return log;
    }

    ProofWatch watch() {
        return watch;
    }

    void end() {
        ended = true;
        watch.end();
    }

    boolean isEnded() {
        return ended;
    }

    private synchronized void begins(String part) {
        last++;
        log.add(new ProofProgress(last, clock.instant().truncatedTo(ChronoUnit.MILLIS), part, attempt));
    }
}
