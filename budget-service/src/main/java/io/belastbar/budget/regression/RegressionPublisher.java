package io.belastbar.budget.regression;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.change.ChangePoint.Kind;
import io.belastbar.contracts.BudgetRegressed;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Fingerprint;
import io.belastbar.contracts.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores what a look found, and tells of certain changes for the worse, in one transaction and once. */
@ApplicationScoped
class RegressionPublisher {

    private static final String SOURCE = "budget-service";

    private final Pool pool;
    private final ChangeRepository changes;
    private final OutboxRepository outbox;

    RegressionPublisher(Pool pool, ChangeRepository changes, OutboxRepository outbox) {
        this.pool = pool;
        this.changes = changes;
        this.outbox = outbox;
    }

    /** Stores a change that nobody knew; false if another replica was first. */
    Uni<Boolean> publishNew(Change change) {
        return pool.withTransaction(transaction -> changes.insert(transaction, change)
                .call(stored ->
                        stored ? tell(transaction, change) : Uni.createFrom().voidItem()));
    }

    /** Stores what became of a suspicion; false if somebody was first. */
    Uni<Boolean> publishUpdate(Change change) {
        return pool.withTransaction(transaction -> changes.update(transaction, change)
                .call(stored ->
                        stored ? tell(transaction, change) : Uni.createFrom().voidItem()));
    }

    private Uni<Void> tell(SqlConnection transaction, Change change) {
        if (!change.worse() || change.state() != ChangeState.CERTAIN) {
            return Uni.createFrom().voidItem();
        }
        return outbox.append(transaction, List.of(event(change), finding(change)));
    }

    /** A change among measurements has no run; its own id takes the place, so that the event has a key. */
    static BudgetRegressed event(Change change) {
        var why = change.explanation();
        return new BudgetRegressed(
                why.firstRun() == null ? change.changeId() : why.firstRun(),
                change.series().system(),
                change.series().subject().text(),
                change.series().metric(),
                why.before().median(),
                why.after().median(),
                why.shiftPercent() == null ? null : Math.abs(why.shiftPercent()),
                why.unit(),
                change.detectedAt(),
                change.changeId(),
                change.series().scenario(),
                why.fromVersion(),
                why.toVersion(),
                change.kind().name());
    }

    static FindingRaised finding(Change change) {
        var series = change.series();
        var words = new ChangeWords(change);
        var fingerprint = Fingerprint.of(
                "regression", series.system(), series.subject().text(), series.metric(), series.scenario());
        return FindingRaised.of(fingerprint, series.system(), SOURCE)
                .raised(change.detectedAt(), Severity.HIGH)
                .component(series.subject().text())
                .title(words.title().english())
                .description(words.sentence().english())
                .recommendedMeasures(List.of(
                        "Look at the explanation: GET /api/v1/regressions/" + change.changeId() + "/page",
                        change.kind() == Kind.TREND
                                ? "Look for what grows: rows, files, memory, entries of a cache; no single change did it"
                                : "Compare the first run after the change with the last one before it",
                        "If it is none, reject it: POST /api/v1/regressions/" + change.changeId() + "/decision"))
                .evidence(evidence(change))
                .build();
    }

    private static Map<String, String> evidence(Change change) {
        var why = change.explanation();
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("changeId", change.changeId());
        evidence.put("kind", change.kind().name());
        evidence.put("metric", change.series().metric());
        evidence.put("at", change.at().toString());
        evidence.put("before", String.valueOf(why.before().median()));
        evidence.put("after", String.valueOf(why.after().median()));
        evidence.put("unit", why.unit());
        evidence.put("pValue", String.valueOf(why.pValue()));
        if (why.until() != null) {
            evidence.put("until", why.until().toString());
        }
        if (why.firstRun() != null) {
            evidence.put("runId", why.firstRun());
        }
        if (why.toVersion() != null) {
            evidence.put("versions", (why.fromVersion() == null ? "?" : why.fromVersion()) + " → " + why.toVersion());
        }
        return evidence;
    }
}
