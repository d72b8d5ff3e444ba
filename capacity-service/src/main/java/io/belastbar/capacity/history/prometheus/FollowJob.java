package io.belastbar.capacity.history.prometheus;

import io.belastbar.capacity.history.batch.OtherSeries;
import io.belastbar.capacity.history.prometheus.ReadSlice.Answer;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads the history of a system slice by slice: what is read and how far that is are one transaction, so that another replica
 * goes on where this one died. Of several series the one has its turn that has waited longest.
 */
@ApplicationScoped
class FollowJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(FollowJob.class);
    private static final Duration STORING_MAX = Duration.ofSeconds(30);
    private static final Duration IDLE_MAX = Duration.ofMinutes(5);
    private static final BackOff AWAY = new BackOff(Duration.ofSeconds(5), IDLE_MAX);
    private static final int PLACES = 4;

    private final HistorySourcesKind documents;
    private final FollowingRepository followed;
    private final ReadSlice slices;
    private final StoreSlice store;
    private final FollowConfig config;
    private final Clock clock = Clock.systemUTC();

    FollowJob(
            HistorySourcesKind documents,
            FollowingRepository followed,
            ReadSlice slices,
            StoreSlice store,
            FollowConfig config) {
        this.documents = documents;
        this.followed = followed;
        this.slices = slices;
        this.store = store;
        this.config = config;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        // A system is read for ever: what cannot be read is noted beside its series.
        var retry = new RetryPolicy(Integer.MAX_VALUE, AWAY);
        var lease = config.queryTimeout().plus(STORING_MAX).plus(Await.DATABASE_MAX.multipliedBy(3));
        workers.start(followed.work(), WorkTerms.leased(lease, retry).places(PLACES), this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var sources = Await.of(documents.inForce(held.item()));
        if (sources.isEmpty() || sources.get().series().isEmpty()) {
            return Outcome.DONE;
        }
        var known = Await.of(followed.of(held.item())).stream()
                .collect(Collectors.toMap(Following::metric, Function.identity()));
        var turns = turns(sources.get(), known, now);
        var turn = turns.getFirst();
        if (turn.following().next().isAfter(now)) {
            var wait = Duration.between(now, turn.following().next());
            return new Outcome.Again(wait.compareTo(IDLE_MAX) < 0 ? wait : IDLE_MAX);
        }
        turn(held, sources.get(), turn, due(turns, now));
        return Outcome.DONE;
    }

    /** A series, and how far it is read. */
    private record Turn(HistorySource source, Following following) {}

    private static List<Turn> turns(HistorySources sources, Map<String, Following> known, Instant now) {
        return sources.series().stream()
                .map(source -> new Turn(
                        source,
                        known.getOrDefault(
                                source.metric(), Following.begin(source.metric(), now.minus(sources.backFill()), now))))
                .sorted(Comparator.comparing(turn -> turn.following().next()))
                .toList();
    }

    /** When the system has its next turn: the first of the others, or this series again, but never at once. */
    private UnaryOperator<Instant> due(List<Turn> turns, Instant now) {
        return own -> {
            var next = turns.size() > 1 && turns.get(1).following().next().isBefore(own)
                    ? turns.get(1).following().next()
                    : own;
            var soonest = now.plus(config.pause());
            return next.isAfter(soonest) ? next : soonest;
        };
    }

    private void turn(HeldWork<Void> held, HistorySources sources, Turn turn, UnaryOperator<Instant> due)
            throws InterruptedException {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var following = turn.following();
        var slice = Slice.after(following.position(), turn.source().step(), now);
        if (slice.isEmpty()) {
            Await.of(store.note(held, following.unchanged(now.plus(sources.every())), due));
            return;
        }
        switch (slices.read(sources, held.item(), turn.source(), slice.get())) {
            case Answer.Failed(var problem) -> failed(held, following, problem, due);
            case Answer.Read read -> {
                var newest = slice.get().isNewest(turn.source().step(), now);
                var next = newest ? now.plus(sources.every()) : now;
                try {
                    var after = following.read(slice.get().last(), newest, now, next, read.remark());
                    Await.of(store.read(held, read.batch(), after, due), STORING_MAX);
                } catch (OtherSeries other) {
                    failed(held, following, other.getMessage() + ": was " + other.received(), due);
                }
            }
        }
    }

    private void failed(HeldWork<Void> held, Following following, String problem, UnaryOperator<Instant> due) {
        LOG.debugf("History not read: system=%s metric=%s problem=%s", held.item(), following.metric(), problem);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var next = now.plus(AWAY.afterFailure(following.failures() + 1));
        Await.of(store.note(held, following.failed(now, next, problem), due));
    }
}
