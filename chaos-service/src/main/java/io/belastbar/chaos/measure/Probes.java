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
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures a game day's recovery and loss by writing to its database: start, mark the injection, end. Blocks; call it
 * on a virtual thread. A probe lives in the process that started it; another one that finds its journal goes on in it.
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
     * Finds out whether a probe could write and read, and changes nothing.
     *
     * @throws ProbeNotPossible when the database does not let it: the sentence says which grant is missing
     * @throws SQLException when the database does not answer, or does not let the login in
     * @throws IOException when there is no folder for its history
     */
    public void check(ProbeOrder order) throws SQLException, IOException {
        Path folder = Files.createDirectories(config.probeFolder().toAbsolutePath());
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
        new ProbeTable(login(order.target(), order), new UUID(0, 0)).check();
    }

    /**
     * Begins to write, on schedule, until it is ended. Does nothing when it writes already.
     *
     * @throws Conflict when the database does not let it write: the sentence says which grant is missing
     * @throws Unavailable when the database does not answer, or the journal cannot be written
     */
    public void start(UUID gameDay, ProbeOrder order) {
        if (sessions.containsKey(gameDay)) {
            return;
        }
        try {
            var session = open(gameDay, order);
            if (sessions.putIfAbsent(gameDay, session) == null) {
                begin(gameDay, session);
                Await.of(repository.started(gameDay, order.target(), session.file(), clock.instant()));
            }
        } catch (ProbeNotPossible refused) {
            throw new Conflict("database " + order.target() + " cannot be probed: " + refused.getMessage());
        } catch (SQLException away) {
            throw new Unavailable("database " + order.target(), "it does not answer: " + away.getMessage(), RETRY);
        } catch (IOException full) {
            throw unwritable(full);
        }
    }

    private void begin(UUID gameDay, ProbeSession session) throws SQLException, IOException {
        boolean begun = false;
        try {
            session.start();
            begun = true;
        } finally {
            if (!begun) {
                sessions.remove(gameDay);
                session.discard();
            }
        }
    }

    /**
     * Goes on in the journal of a process that was lost, whether the database answers or not.
     *
     * @return false if there is no journal here: it lies on the disk of another instance, or none was begun
     */
    public boolean goOn(UUID gameDay, ProbeOrder order) {
        if (sessions.containsKey(gameDay)) {
            return true;
        }
        if (!Files.exists(file(gameDay))) {
            return false;
        }
        try {
            var session = open(gameDay, order);
            if (sessions.putIfAbsent(gameDay, session) == null) {
                session.goOn();
            }
            return true;
        } catch (IOException full) {
            throw unwritable(full);
        }
    }

    private ProbeSession open(UUID gameDay, ProbeOrder order) throws IOException {
        return new ProbeSession(gameDay, order, login(order.target(), order), file(gameDay));
    }

    private Path file(UUID gameDay) {
        return config.probeFolder().resolve(gameDay + ".jsonl").toAbsolutePath();
    }

    public boolean isRunning(UUID gameDay) {
        return sessions.containsKey(gameDay);
    }

    /** Whether the database has taken a write of the probe. */
    public boolean hasAcknowledged(UUID gameDay) {
        return running(gameDay).hasAcknowledged();
    }

    /** Notes, durably, that something happened to the system as a whole: {@code INJECT}, {@code PROMOTED} and others. */
    public void mark(UUID gameDay, EventKind kind) {
        try {
            running(gameDay).mark(kind);
        } catch (IOException full) {
            throw unwritable(full);
        }
    }

    /** What it shows until now; what was lost is known once writes are possible again. */
    public Measurement soFar(UUID gameDay) {
        try {
            return running(gameDay).soFar();
        } catch (IOException unreadable) {
            throw new Unavailable("the probe's journal", "it cannot be read: " + unreadable.getMessage(), RETRY);
        }
    }

    /** The same, as {@code MeasurementJson} says it; empty if no probe of this game day runs here. */
    public Optional<String> jsonSoFar(UUID gameDay) {
        ProbeSession session = sessions.get(gameDay);
        try {
            return session == null ? Optional.empty() : Optional.of(session.json(session.soFar()));
        } catch (IOException unreadable) {
            throw new Unavailable("the probe's journal", "it cannot be read: " + unreadable.getMessage(), RETRY);
        }
    }

    /**
     * Ends the writing and reads back what the database has; some times, as long as it does not answer.
     *
     * @return what keeps the result from being known: that nobody could read, or write the history
     */
    public List<String> end(UUID gameDay) throws InterruptedException {
        try {
            return running(gameDay).end();
        } catch (IOException full) {
            throw unwritable(full);
        }
    }

    /** Notes what a former primary's data have; after the end. */
    public void noteOld(UUID gameDay, List<SequenceRange> present) {
        try {
            running(gameDay).noteOld(present);
        } catch (IOException full) {
            throw unwritable(full);
        }
    }

    /** Measures what the whole history shows. The probe is none of this process any more; its journal stays. */
    public ProbeResult judge(UUID gameDay) {
        try {
            ProbeSession session = running(gameDay);
            Measurement measured = session.judged();
            sessions.remove(gameDay);
            return new ProbeResult(measured, session.json(measured), session.file());
        } catch (IOException unreadable) {
            throw new Unavailable("the probe's journal", "it cannot be read: " + unreadable.getMessage(), RETRY);
        }
    }

    /**
     * The rows of a former primary's data, which was started alone and is registered under a name of its own: what of
     * the lost could be recovered.
     */
    public List<SequenceRange> readOld(UUID gameDay, String target, ProbeOrder order) throws SQLException {
        return new ProbeTable(login(target, order), gameDay).readOld();
    }

    private ProbeLogin login(String target, ProbeOrder order) {
        var login = credentials.require(order.credentials());
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

    /** Lets go of a probe that nobody ended; what it wrote stays if another instance is to go on. */
    public void leave(UUID gameDay, boolean forGood) throws InterruptedException {
        ProbeSession session = sessions.remove(gameDay);
        try {
            if (session != null && forGood) {
                session.forget();
            } else if (session != null) {
                session.abandon();
            }
        } catch (IOException full) {
            // The journal was not closed in order; what it has is on the disk.
        }
    }

    @PreDestroy
    void letGo() {
        try {
            for (UUID gameDay : List.copyOf(sessions.keySet())) {
                leave(gameDay, false);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Unavailable unwritable(IOException full) {
        return new Unavailable("the probe's journal", "it cannot be written: " + full.getMessage(), RETRY);
    }
}
