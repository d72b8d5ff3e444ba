package io.belastbar.budget.alert;

import io.belastbar.budget.alert.UnseenRepository.Unseen;
import io.belastbar.budget.alert.look.Alert;
import io.belastbar.budget.alert.look.AlertLook;
import io.belastbar.budget.alert.look.AlertState;
import io.belastbar.budget.alert.look.AlertedPromises;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.jobs.Await;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Holds new values of one series against what is promised of them. Waits: for virtual threads. */
@ApplicationScoped
class LookAtValues {

    private static final Logger LOG = Logger.getLogger(LookAtValues.class);

    private final Pool pool;
    private final Budgets budgets;
    private final UnseenRepository unseen;
    private final AlertRepository alerts;
    private final AlertPublisher publisher;

    LookAtValues(
            Pool pool, Budgets budgets, UnseenRepository unseen, AlertRepository alerts, AlertPublisher publisher) {
        this.pool = pool;
        this.budgets = budgets;
        this.unseen = unseen;
        this.alerts = alerts;
        this.publisher = publisher;
    }

    /** What they say is stored and told in the transaction that notes that they were seen: once, whoever looks. */
    void at(List<Unseen> values) {
        var key = values.getFirst().key();
        var promised = Await.of(budgets.latestPromises(key.system()))
                .map(VersionedBudget::budget)
                .map(AlertedPromises::of)
                .orElse(AlertedPromises.of(PerformanceBudget.of(List.of())))
                .alerts(key);
        var points = values.stream().map(Unseen::point).toList();
        Await.of(pool.withTransaction(transaction -> unseen.seen(transaction, values)
                .chain(mine -> mine
                        ? look(transaction, promised, points)
                        : Uni.createFrom().voidItem())));
    }

    /** Notes that values were seen that nobody could look at. */
    void passOver(List<Unseen> values) {
        if (!values.isEmpty()) {
            Await.of(pool.withTransaction(transaction -> unseen.seen(transaction, values)));
        }
    }

    private Uni<Void> look(SqlConnection transaction, List<Alert> promised, List<SeriesPoint> points) {
        return Multi.createFrom()
                .iterable(promised)
                .onItem()
                .transformToUniAndConcatenate(alert -> look(transaction, alert, points))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> look(SqlConnection transaction, Alert alert, List<SeriesPoint> points) {
        return alerts.find(transaction, alert)
                .map(known ->
                        known.orElseGet(() -> AlertState.start(points.getFirst().at())))
                .map(before -> AlertLook.at(alert.objective(), before, points))
                .invoke(look -> log(alert, look))
                .chain(look -> publisher.publish(transaction, alert, look));
    }

    private static void log(Alert alert, AlertLook look) {
        if (look.tells()) {
            LOG.infof(
                    "Alert changed: system=%s status=%s raised=%s %s",
                    alert.series().system(),
                    look.state().status(),
                    look.raised() != null,
                    alert.message(
                                    look.raised() == null
                                            ? look.state().value()
                                            : look.raised().broke().value())
                            .english());
        }
    }
}
