package io.belastbar.budget.errorbudget.burn;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.errorbudget.BurnPair;
import io.belastbar.budget.errorbudget.ErrorCounts;
import io.belastbar.budget.errorbudget.ErrorCountsRepository;
import io.belastbar.budget.errorbudget.ErrorShare;
import io.belastbar.contracts.EventData;
import io.belastbar.jobs.Await;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Looks how fast a system's error budgets are spent, and tells what begins, gets worse and ends. Waits. */
@ApplicationScoped
class LookAtBurnRates {

    private static final Logger LOG = Logger.getLogger(LookAtBurnRates.class);

    private final Pool pool;
    private final Budgets budgets;
    private final ErrorCountsRepository counts;
    private final BurnAlertRepository alerts;
    private final OutboxRepository outbox;

    LookAtBurnRates(
            Pool pool,
            Budgets budgets,
            ErrorCountsRepository counts,
            BurnAlertRepository alerts,
            OutboxRepository outbox) {
        this.pool = pool;
        this.budgets = budgets;
        this.counts = counts;
        this.alerts = alerts;
        this.outbox = outbox;
    }

    /** The systems to look at: what promises something, and what is told of and must end. */
    List<String> systems() {
        return Stream.concat(Await.of(budgets.systems()).stream(), Await.of(alerts.systems()).stream())
                .distinct()
                .toList();
    }

    void look(String system, Instant now) {
        var states = Await.of(alerts.all(system));
        var budget = Await.of(budgets.latestPromises(system));
        var promises = new LinkedHashMap<BurnKey, List<ErrorShare>>();
        ErrorShare.of(budget.stream()
                        .flatMap(stored -> stored.budget().objectives())
                        .filter(objective -> objective.terms().counts()))
                .filter(share -> !BurnPair.of(share.window()).isEmpty())
                .forEach(share -> promises.computeIfAbsent(BurnKey.of(system, share), none -> new ArrayList<>())
                        .add(share));
        promises.forEach((key, shares) -> look(key, shares, states.getOrDefault(key, BurnState.START), now));
        if (budget.map(VersionedBudget::isComplete).orElse(true)) {
            states.forEach((key, state) -> {
                if (state.raised() && !promises.containsKey(key)) {
                    replace(
                            key,
                            state,
                            state.over(now),
                            BurnAlert.resolved(
                                    system,
                                    key.subject().text(),
                                    key.metric(),
                                    now,
                                    "it is no longer promised",
                                    Map.of("metric", key.metric())));
                }
            });
        }
    }

    /** Where several documents promise the same figure, the one that burns fastest decides. */
    private void look(BurnKey key, List<ErrorShare> shares, BurnState before, Instant now) {
        if (!before.raised()
                && shares.stream()
                        .noneMatch(share ->
                                Burning.mayBurn(share, measured(key.system(), share, shortWindows(share), now)))) {
            return;
        }
        var measured = new HashMap<ErrorShare, Function<Duration, ErrorCounts>>();
        shares.forEach(share -> measured.put(share, measured(key.system(), share, allWindows(share), now)));
        var burning = shares.stream()
                .map(share -> Burning.of(share, measured.get(share)))
                .reduce(Burning::and)
                .orElseThrow();
        var look = burning.worst().orElse(burning.pairs().getFirst());
        var told = new BurnAlert(
                key.system(),
                look,
                measured.get(look.share()).apply(look.share().window()));
        var after = told.whole().requests() == 0 ? before.over(now) : before.next(burning, now);
        if (!now.isAfter(before.seenAt()) || !before.raised() && !after.raised()) {
            return;
        }
        boolean worse = after.speed().compareTo(before.speed()) > 0;
        replace(
                key,
                before,
                after,
                worse ? told.raised(after.speed(), now) : after.raised() ? null : told.resolved(now));
    }

    /** Told in the transaction that changes the state, so that two replicas tell it once. */
    private void replace(BurnKey key, BurnState before, BurnState after, EventData told) {
        var replaced = Await.of(pool.withTransaction(transaction -> alerts.replace(transaction, key, before, after)
                .call(first -> first && told != null
                        ? outbox.append(transaction, told)
                        : Uni.createFrom().voidItem())));
        if (replaced && before.speed() != after.speed()) {
            LOG.infof(
                    "Error budget: system=%s subject=%s metric=%s %s -> %s",
                    key.system(), key.subject().text(), key.metric(), before.speed(), after.speed());
        }
    }

    private Function<Duration, ErrorCounts> measured(
            String system, ErrorShare share, List<Duration> windows, Instant now) {
        var found = Await.of(counts.counts(system, share, windows, now));
        return window -> found.getOrDefault(window, ErrorCounts.NONE);
    }

    private static List<Duration> shortWindows(ErrorShare share) {
        return BurnPair.of(share.window()).stream()
                .map(BurnPair::shortWindow)
                .distinct()
                .toList();
    }

    private static List<Duration> allWindows(ErrorShare share) {
        return Stream.concat(BurnPair.windows(share.window()).stream(), Stream.of(share.window()))
                .distinct()
                .toList();
    }
}
