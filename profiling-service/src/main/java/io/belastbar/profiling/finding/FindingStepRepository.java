package io.belastbar.profiling.finding;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.belastbar.profiling.finding.history.HistoryEntry;
import io.belastbar.profiling.finding.history.HistoryRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The register as it is changed. Every step writes the finding and its events in the caller's transaction. */
@ApplicationScoped
public class FindingStepRepository {
    private final OutboxRepository outbox;
    private final HistoryRepository history;
    private final FindingCounters counters;
    private final LeasedWork<Void> acceptances;

    FindingStepRepository(
            OutboxRepository outbox, HistoryRepository history, FindingCounters counters, Workers workers) {
        this.outbox = outbox;
        this.history = history;
        this.counters = counters;
        this.acceptances = workers.queue("acceptances", PayloadFormat.NONE);
    }

    /** What waits for the end of an acceptance: see {@link #acceptance}. */
    LeasedWork<Void> acceptances() {
        return acceptances;
    }

    /** Writes the outcome of a register rule. */
    public Uni<Finding> save(SqlConnection transaction, FindingRegister.Step step) {
        boolean isNew = step.finding().version() == 1;
        Uni<Void> written = isNew
                ? FindingWriteRepository.insert(transaction, step.finding())
                : FindingWriteRepository.update(transaction, step.finding());
        return written.chain(() -> remember(transaction, step.finding()))
                .chain(() -> outbox.append(transaction, step.events()))
                .invoke(() -> countAfterCommit(transaction, isNew, step))
                .replaceWith(step.finding());
    }

    /** A step adds two entries at most: a sighting, and the change of status that it brings. */
    private Uni<Void> remember(SqlConnection transaction, Finding finding) {
        List<HistoryEntry> entries = finding.history();
        HistoryEntry last = entries.getLast();
        boolean ends = last.kind() == HistoryEntry.Kind.STATUS_CHANGED && last.until() != null;
        Uni<Void> kept = history.save(
                transaction, ordinal(finding), entries.subList(Math.max(0, entries.size() - 2), entries.size()));
        return ends
                ? kept.chain(() -> acceptances.enqueue(transaction, acceptance(finding), null, last.until()))
                : kept;
    }

    /** The item that waits for the end of a finding's acceptance. */
    static String acceptance(Finding finding) {
        return finding.number() + "@" + finding.decision().until();
    }

    /** The finding, locked until the transaction ends. */
    public Uni<Optional<Finding>> findForUpdate(SqlConnection transaction, String number) {
        return locked(transaction, "number", number);
    }

    /** First the lock, then the look: what a query saw before it had to wait for the lock, its history, would be old. */
    Uni<Optional<Finding>> locked(SqlConnection transaction, String column, String value) {
        return transaction
                .preparedQuery("SELECT 1 FROM finding WHERE " + column + " = $1 FOR UPDATE")
                .execute(Tuple.of(value))
                .chain(() -> transaction
                        .preparedQuery(FindingRowRepository.SELECT + " WHERE " + column + " = $1")
                        .execute(Tuple.of(value)))
                .map(FindingRowRepository::first);
    }

    static int ordinal(Finding finding) {
        return Integer.parseInt(finding.number().substring(finding.number().indexOf('-') + 1));
    }

    /** The last number; whoever holds this lock may lock several findings. */
    public Uni<Integer> lockedCounter(SqlConnection transaction) {
        return transaction
                .query("SELECT last FROM finding_counter WHERE prefix = 'PE' FOR UPDATE")
                .execute()
                .map(rows -> rows.iterator().next().getInteger("last"));
    }

    /** A transaction that is rolled back, and perhaps tried again, has registered nothing. */
    private void countAfterCommit(SqlConnection transaction, boolean isNew, FindingRegister.Step step) {
        transaction.getDelegate().transaction().completion().onSuccess(committed -> counters.count(isNew, step));
    }
}
