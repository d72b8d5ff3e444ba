package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.gameday.machine.Happening;
import io.belastbar.chaos.gameday.machine.Phase;
import io.belastbar.chaos.gameday.machine.Plan;
import io.belastbar.chaos.gameday.store.Confirmation;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayEvent;
import io.belastbar.chaos.gameday.store.GameDayEventRepository;
import io.belastbar.chaos.gameday.store.GameDayQueue;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.gameday.store.PeopleRepository;
import io.belastbar.chaos.gameday.store.TakenOver;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.store.Runbooks;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.web.progress.ProgressLog;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Takes game days, whoever accepted them, and takes up those whose instance was lost. */
@ApplicationScoped
public class GameDayJob implements WorkHandler<Void> {
    private static final Logger LOG = Logger.getLogger(GameDayJob.class);
    private static final Duration LOST_AFTER = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(9);
    private static final long LISTEN_MS = 300;
    private static final int PLACES = 16;
    // No attempt is the last: what is broken is undone, however often its instance is lost.
    private static final RetryPolicy UNTIL_IT_IS_OVER =
            new RetryPolicy(Integer.MAX_VALUE, new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10)));

    private final GameDayRepository days;
    private final GameDayEventRepository events;
    private final PeopleRepository people;
    private final Runbooks runbooks;
    private final RunGameDay.Means means;
    private final Map<UUID, ActiveGameDay> active = new ConcurrentHashMap<>();

    GameDayJob(
            GameDayRepository days,
            GameDayEventRepository events,
            PeopleRepository people,
            Runbooks runbooks,
            MeansConfig means) {
        this.days = days;
        this.events = events;
        this.people = people;
        this.runbooks = runbooks;
        this.means = means.means();
    }

    void start(@Observes StartupEvent event, Workers workers, GameDayQueue queue) {
        WorkTerms terms = WorkTerms.withHeartbeat(LOST_AFTER, HEARTBEAT, UNTIL_IT_IS_OVER)
                .places(PLACES)
                .grace(GRACE);
        workers.start(queue.work(), terms, this);
    }

    /** The events of a game day that is active here. */
    public Optional<ProgressLog<GameDayEvent>> progressOf(UUID id) {
        return Optional.ofNullable(active.get(id)).map(ActiveGameDay::log);
    }

    /** At once if it is active here; else its instance sees it at its next look. */
    public void abort(UUID id, GameDay.Abort abort) {
        Optional.ofNullable(active.get(id))
                .ifPresent(day -> day.tell(new Happening.Aborted(abort.by(), abort.reason())));
    }

    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        UUID id = UUID.fromString(held.item());
        Optional<GameDay> found = Await.of(days.takeUp(id));
        if (found.isEmpty()) {
            return Outcome.DONE;
        }
        GameDay day = found.get();
        Runbook runbook = Await.of(runbooks.version(
                        day.system(), day.script().runbook(), day.script().version()))
                .map(stored -> runbooks.read(stored, day.script().variables()))
                .orElseThrow(() -> new IllegalStateException("the runbook of a game day should be stored"));
        ActiveGameDay here = new ActiveGameDay(day, runbook);
        here.log().startAfter(Await.of(events.last(id)));
        return run(held, day, here);
    }

    private Outcome run(HeldWork<Void> held, GameDay day, ActiveGameDay here) throws InterruptedException {
        Plan plan =
                Plan.of(here.runbook(), day.script().timeScale(), day.script().unattended());
        RunGameDay run = new RunGameDay(day, here, plan, means);
        active.put(day.id(), here);
        Thread listener = Thread.ofVirtual().start(() -> listen(here, plan));
        held.whenEnded(why -> run.stop());
        try {
            boolean planned = day.course().phase() == Phase.PLANNED;
            LOG.infof("game day %s: system=%s gameDayId=%s", planned ? "begun" : "taken up", day.system(), day.id());
            return run.run(planned ? new Happening.Begun() : new Happening.Resumed("another instance"))
                    ? Outcome.DONE
                    : new Outcome.NotYet(Duration.ZERO, "its end could not be stored");
        } catch (TakenOver other) {
            LOG.warnf("game day lost: system=%s gameDayId=%s", day.system(), day.id());
            return new Outcome.NotYet(Duration.ofSeconds(1), other.getMessage());
        } finally {
            listener.interrupt();
            active.remove(day.id(), here);
        }
    }

    /** What people say, wherever they say it; and whether our own database is there at all. */
    private void listen(ActiveGameDay here, Plan plan) {
        long heard = System.nanoTime();
        int spoken = 0;
        boolean aborted = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Optional<GameDay> now = Await.of(days.find(here.id()), means.storeMax());
                List<Confirmation> said = Await.of(people.confirmations(here.id()), means.storeMax());
                heard = System.nanoTime();
                if (!aborted && now.flatMap(GameDay::abortedBy).isPresent()) {
                    aborted = true;
                    GameDay.Abort abort = now.flatMap(GameDay::abortedBy).get();
                    here.tell(new Happening.Aborted(abort.by(), abort.reason()));
                }
                said.stream().skip(spoken).forEach(one -> tell(here, one));
                spoken = said.size();
            } catch (Await.Interrupted over) {
                return;
            } catch (RuntimeException failure) {
                if (!FailureMapper.isPassing(failure)) {
                    LOG.warnf(failure, "game day not listened to: gameDayId=%s", here.id());
                }
                if (System.nanoTime() - heard > means.storeMax().toNanos()) {
                    here.tell(new Happening.StoreLost());
                    heard = System.nanoTime();
                }
            }
            // Also after a failure: a PostgreSQL that refuses connections answers at once.
            try {
                Thread.sleep(LISTEN_MS);
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    private static void tell(ActiveGameDay here, Confirmation said) {
        Steps.find(here.runbook(), said.step())
                .ifPresent(place -> here.tell(
                        new Happening.Confirmed(place.part(), place.index(), said.by(), said.accepted(), said.note())));
    }
}
