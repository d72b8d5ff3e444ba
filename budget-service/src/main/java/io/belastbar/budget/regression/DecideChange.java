package io.belastbar.budget.regression;

import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.problem.Conflict;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Writes down what a person says of a change point. A later word replaces an earlier one. */
@ApplicationScoped
class DecideChange {

    private static final int REASON_LENGTH_MAX = 500;

    private final Pool pool;
    private final ChangeRepository changes;
    private final AuditRepository audit;

    DecideChange(Pool pool, ChangeRepository changes, AuditRepository audit) {
        this.pool = pool;
        this.changes = changes;
        this.audit = audit;
    }

    Uni<Change> decide(Change change, String decision, Instant to, String reason, String author) {
        var state =
                switch (decision) {
                    case "accept" -> ChangeState.ACCEPTED;
                    case "reject" -> ChangeState.REJECTED;
                    case "move" -> ChangeState.MOVED;
                    default -> throw InvalidInput.of("decision", "is one of accept, reject, move", decision);
                };
        if ((state == ChangeState.MOVED) != (to != null)) {
            throw InvalidInput.of(
                    "to", "is given for move, and only for it: the moment of the first value after", "" + to);
        }
        if (reason != null && reason.length() > REASON_LENGTH_MAX) {
            throw InvalidInput.of(
                    "reason", "has at most " + REASON_LENGTH_MAX + " characters", reason.length() + " characters");
        }
        var at = to == null ? change.at() : to;
        return pool.withTransaction(transaction -> requireFree(transaction, change, state, at)
                        .chain(() -> changes.decide(transaction, change.changeId(), state, at, author, reason))
                        .chain(() -> audit.record(
                                transaction,
                                author,
                                decision + " change",
                                change.changeId(),
                                evidence(change, to, reason))))
                .chain(() -> changes.find(UUID.fromString(change.changeId())))
                .map(found -> found.orElseThrow());
    }

    /** Of two changes at one moment one is said twice: a person decides on the one that is there. */
    private Uni<Void> requireFree(SqlConnection transaction, Change change, ChangeState state, Instant at) {
        if (state != ChangeState.MOVED || at.equals(change.at())) {
            return Uni.createFrom().voidItem();
        }
        return changes.isTaken(transaction, change.changeId(), at)
                .invoke(taken -> {
                    if (taken) {
                        throw new Conflict("another change of this series is known at " + at
                                + ": accept that one, and reject this one");
                    }
                })
                .replaceWithVoid();
    }

    /** A later word replaces an earlier one in what is shown; the audit log keeps them all, with their reasons. */
    private static String evidence(Change change, Instant to, String reason) {
        return change.series().system()
                + (to == null ? "" : ", from " + change.at() + " to " + to)
                + (reason == null || reason.isBlank() ? "" : ": " + reason);
    }
}
