package io.belastbar.budget.alert;

import io.belastbar.budget.alert.AlertRepository.StoredAlert;
import io.belastbar.budget.alert.look.Alert;
import io.belastbar.budget.alert.look.AlertLook;
import io.belastbar.budget.alert.look.AlertState;
import io.belastbar.budget.alert.look.AlertedPromises;
import io.belastbar.budget.alert.look.Said;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.Await;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the alerts of a system follow its budget: a promise that changed is held against the values that are there, one that is
 * no longer made takes its alert along. A value that nobody has looked at yet is left to {@link LookAtValues}, so that it counts once.
 * Waits: for virtual threads.
 */
@ApplicationScoped
class FollowBudget {

    /** An alert of the new version and what the values that are there say of it. */
    private record Judged(Alert alert, AlertLook look) {}

    private final Pool pool;
    private final Budgets budgets;
    private final SeriesRepository series;
    private final SeenRepository seen;
    private final AlertRepository alerts;
    private final AlertPublisher publisher;
    private final Clock clock = Clock.systemUTC();

    FollowBudget(
            Pool pool,
            Budgets budgets,
            SeriesRepository series,
            SeenRepository seen,
            AlertRepository alerts,
            AlertPublisher publisher) {
        this.pool = pool;
        this.budgets = budgets;
        this.series = series;
        this.seen = seen;
        this.alerts = alerts;
        this.publisher = publisher;
    }

    /** Does nothing where the alerts follow the newest version already. */
    void follow(String system) {
        var budget = Await.of(budgets.latestPromises(system));
        if (budget.isPresent()
                && Await.of(alerts.followed(system)) != budget.get().version()) {
            follow(system, budget.get());
        }
    }

    private void follow(String system, VersionedBudget budget) {
        var stored = Await.of(alerts.all(pool, system));
        var promised = AlertedPromises.of(budget.budget());
        var judged = new ArrayList<Judged>();
        var kept = new ArrayList<StoredAlert>();
        var newest = Await.of(seen.newest(system));
        for (var key : Await.of(series.keys(system))) {
            for (var alert : promised.alerts(key)) {
                var known = stored.stream().filter(one -> one.isOf(alert)).findFirst();
                known.ifPresent(kept::add);
                if (newest.containsKey(key)) {
                    judged.add(judged(alert, newest.get(key), stored, known.orElse(null)));
                }
            }
            for (var alert : promised.ofSingles(key)) {
                stored.stream().filter(one -> one.isOf(alert)).forEach(kept::add);
            }
        }
        // What a document says that is no longer read is not known; its alerts wait until it is.
        var gone = budget.isComplete()
                ? stored.stream().filter(one -> !kept.contains(one)).toList()
                : List.<StoredAlert>of();
        var now = clock.instant();
        Await.of(pool.withTransaction(transaction -> write(transaction, judged)
                .chain(() -> drop(transaction, gone, now, budget.version()))
                .chain(() -> alerts.follow(transaction, system, budget.version()))));
    }

    private Uni<Void> write(SqlConnection transaction, List<Judged> judged) {
        return Multi.createFrom()
                .iterable(judged)
                .onItem()
                .transformToUniAndConcatenate(one -> publisher.publish(transaction, one.alert(), one.look()))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> drop(SqlConnection transaction, List<StoredAlert> gone, Instant now, int version) {
        return Multi.createFrom()
                .iterable(gone)
                .onItem()
                .transformToUniAndConcatenate(one -> publisher.drop(transaction, one, now, version))
                .onItem()
                .ignoreAsUni();
    }

    private Judged judged(Alert alert, SeriesPoint newest, List<StoredAlert> stored, StoredAlert known) {
        if (known != null) {
            return new Judged(
                    alert, AlertLook.at(alert.objective(), known.state(), behind(alert, known.state(), newest)));
        }
        var from = newest.at().minus(alert.objective().windowOrDefault());
        var points = Await.of(seen.points(alert.series(), from, newest.at()));
        var look = AlertLook.at(alert.objective(), AlertState.start(newest.at()), points);
        var before = stored.stream()
                .filter(one ->
                        one.series().equals(alert.series()) && one.state().raised())
                .findFirst();
        if (before.isPresent()) {
            return new Judged(alert, carriedOn(alert, look, before.get()));
        }
        // What broke it before it was promised, and is over, was no broken promise.
        var holds = Said.of(alert.objective(), newest).status() == MetricStatus.OK;
        return new Judged(alert, holds ? AlertLook.quiet(AlertState.keptAt(newest)) : look);
    }

    /** What is raised already is told again only if the new promise makes it worse. */
    private static AlertLook carriedOn(Alert alert, AlertLook look, StoredAlert before) {
        var isWorse = look.raised() != null
                && look.raised().status().compareTo(before.state().status()) > 0;
        return isWorse && look.state().raised() ? look : AlertLook.quiet(look.state());
    }

    /** Values behind what the alert saw last: those of the version before. */
    private List<SeriesPoint> behind(Alert alert, AlertState state, SeriesPoint newest) {
        return newest.at().isAfter(state.seenAt())
                ? Await.of(seen.points(alert.series(), state.seenAt(), newest.at())).stream()
                        .filter(point -> point.at().isAfter(state.seenAt()))
                        .toList()
                : List.of();
    }
}
