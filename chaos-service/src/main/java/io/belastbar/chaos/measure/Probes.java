package io.belastbar.chaos.measure;

import io.belastbar.chaos.ChaosConfig;
import io.belastbar.chaos.measure.database.ProbeLogin;
import io.belastbar.chaos.measure.database.ProbeNotPossible;
import io.belastbar.chaos.measure.database.ProbeTable;
import io.belastbar.jobs.Await;
import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.history.EventKind;
import io.belastbar.resilience.measure.sequence.SequenceRange;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.problem.Unavailable;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures a game day's recovery and loss by writing to its database: start, mark the injection, stop. Blocks; call it
 * on a virtual thread. A probe lives in the process that started it; one that starts it again goes on in its journal.
 */
@ApplicationScoped
public class Probes {
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final ProbeRepository repository;
    private final ChaosConfig config;
    private final InstantSource clock = InstantSource.system();
    private final Map<UUID, ProbeSession> sessions = new ConcurrentHashMap<>();

    Probes(TargetRegistry targets, CredentialStore credentials, ProbeRepository repository, ChaosConfig config) {
        this.targets = targets;
        this.credentials = credentials;
        this.repository = repository;
        this.config = config;
    }

    /**
     * Begins to write, on schedule, until it is stopped. Does nothing when it writes already.
     *
     * @throws Conflict when the database does not let it write: the sentence says which grant is missing
     * @throws Unavailable when the database does not answer, or the journal cannot be written
     */
    public void start(UUID gameDay, ProbeOrder order) {
        if (sessions.containsKey(gameDay)) {
            return;
        }
        Path file = config.probeFolder().resolve(gameDay + ".jsonl").toAbsolutePath();
        try {
            var session = new ProbeSession(gameDay, order, login(order.target(), order.credentials(), order), file);
            if (sessions.putIfAbsent(gameDay, session) == null) {
                begin(gameDay, session);
                Await.of(repository.started(gameDay, order.target(), file, clock.instant()));
            }
        } catch (ProbeNotPossible refused) {
            throw new Conflict("database " + order.target() + " cannot be probed: " + refused.getMessage());
        } catch (SQLException away) {
            throw new Unavailable("database " + order.target(), "it does not answer: " + away.getMessage(), RETRY);
        } catch (IOException full) {
            throw new Unavailable("the probe\'s journal", "it cannot be written: " + full.getMessage(), RETRY);
        }
    }

    private void begin(UUID gameDay, ProbeSession session) throws SQLException {
        boolean begun = false;
        try {
            session.start();
            begun = true;
        } finally {
            if (!begun) {
                sessions.remove(gameDay);
            }
        }
    }

    /** Notes, durably, that the fault is about to be injected. */
    public void inject(UUID gameDay) {
        mark(gameDay, EventKind.INJECT);
    }

    /** Notes, durably, that something happened: {@code DETECTED}, {@code DECIDED}, {@code PROMOTED}. */
    public void mark(UUID gameDay, EventKind kind) {
        try {
            running(gameDay).mark(kind);
        } catch (IOException full) {
            throw new Unavailable("the probe\'s journal", "it cannot be written: " + full.getMessage(), RETRY);
        }
    }

    /** What it shows until now; what was lost is not known before it is stopped. */
    public Measurement soFar(UUID gameDay) {
        try {
            return running(gameDay).soFar();
        } catch (IOException unreadable) {
            throw new Unavailable("the probe\'s journal", "it cannot be read: " + unreadable.getMessage(), RETRY);
        }
    }

    /** Ends the writing, reads back what the database has, measures and stores the result. */
    public ProbeResult stop(UUID gameDay) throws InterruptedException {
        try {
            ProbeResult result = running(gameDay).finish();
            sessions.remove(gameDay);
            Await.of(repository.ended(gameDay, result.json(), clock.instant()));
            return result;
        } catch (IOException full) {
            throw new Unavailable("the probe\'s journal", "it cannot be written: " + full.getMessage(), RETRY);
        }
    }

    /**
     * The rows of a former primary's data, which was started alone and is registered under a name of its own: what of
     * the lost could be recovered.
     */
    public List<SequenceRange> readOld(UUID gameDay, String target, ProbeOrder order) {
        try {
            return new ProbeTable(login(target, order.credentials(), order), gameDay).readOld();
        } catch (SQLException away) {
            throw new Unavailable("database " + target, "it does not answer: " + away.getMessage(), RETRY);
        }
    }

    private ProbeLogin login(String target, String credential, ProbeOrder order) {
        var login = credentials.require(credential);
        return new ProbeLogin(
                targets.require(target).url(),
                login.username(),
                login.password(),
                order.schedule().patience());
    }

    private ProbeSession running(UUID gameDay) {
        ProbeSession session = sessions.get(gameDay);
        if (session == null) {
            throw new NotFound("running probe of game day", gameDay.toString());
        }
        return session;
    }

    @PreDestroy
    void letGo() {
        for (ProbeSession session : sessions.values()) {
            try {
                session.abandon();
            } catch (IOException full) {
                // The journal was not closed in order; what it has is on the disk.
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
