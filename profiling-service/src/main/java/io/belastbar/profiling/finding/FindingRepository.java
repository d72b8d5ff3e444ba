package io.belastbar.profiling.finding;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.belastbar.profiling.finding.history.HistoryEntry;
import io.belastbar.profiling.finding.history.HistoryRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The register of findings. Every step writes the finding and its events in the caller's transaction. */
@ApplicationScoped
public class FindingRepository {
    private static final String SELECT = "SELECT finding.*, " + HistoryRepository.NEWEST + " FROM finding";

    private final Pool pool;
    private final OutboxRepository outbox;
    private final HistoryRepository history;
    private final FindingCounters counters;
    private final LeasedWork<Void> acceptances;

    FindingRepository(
            Pool pool, OutboxRepository outbox, HistoryRepository history, FindingCounters counters, Workers workers) {
        this.pool = pool;
        this.outbox = outbox;
        this.history = history;
        this.counters = counters;
        this.acceptances = workers.queue("acceptances", PayloadFormat.NONE);
    }

    /** What waits for the end of an acceptance: see {@link #acceptance}. */
    LeasedWork<Void> acceptances() {
        return acceptances;
    }

    /** Enters a new cause or counts a known one; answers the finding as it stands now. */
    public Uni<Finding> register(SqlConnection transaction, FindingRaised raised, Instant now) {
        return lockedCounter(transaction)
                .chain(last -> locked(transaction, "fingerprint", raised.fingerprint())
                        .map(known -> step(known, last + 1, raised, now)))
                .chain(step -> save(transaction, step));
    }

    /** Resolves the finding with this fingerprint, if there is one on which nobody has decided. */
    public Uni<Void> resolve(SqlConnection transaction, FindingResolved resolved) {
        return locked(transaction, "fingerprint", resolved.fingerprint())
                .chain(known -> known.map(finding -> FindingRegister.over(finding, resolved))
                        .filter(step -> !step.events().isEmpty())
                        .map(step -> save(transaction, step).replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Registers one after the other. */
    public Uni<List<Finding>> registerAll(SqlConnection transaction, List<FindingRaised> raised, Instant now) {
        return Multi.createFrom()
                .iterable(raised)
                .onItem()
                .transformToUniAndConcatenate(one -> register(transaction, one, now))
                .collect()
                .asList();
    }

    /** Writes the outcome of a register rule. */
    Uni<Finding> save(SqlConnection transaction, FindingRegister.Step step) {
        boolean isNew = step.finding().version() == 1;
        Uni<Void> written = isNew ? insert(transaction, step.finding()) : update(transaction, step.finding());
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

    Uni<Optional<Finding>> find(String number) {
        return pool.preparedQuery(SELECT + " WHERE number = $1")
                .execute(Tuple.of(number))
                .map(FindingRepository::first);
    }

    /** The finding, locked until the transaction ends. */
    Uni<Optional<Finding>> findForUpdate(SqlConnection transaction, String number) {
        return locked(transaction, "number", number);
    }

    /** First the lock, then the look: what a query saw before it had to wait for the lock, its history, would be old. */
    private static Uni<Optional<Finding>> locked(SqlConnection transaction, String column, String value) {
        return transaction
                .preparedQuery("SELECT 1 FROM finding WHERE " + column + " = $1 FOR UPDATE")
                .execute(Tuple.of(value))
                .chain(() -> transaction
                        .preparedQuery(SELECT + " WHERE " + column + " = $1")
                        .execute(Tuple.of(value)))
                .map(FindingRepository::first);
    }

    /** The newest findings first; {@code below} is the ordinal of the last one already seen. */
    Uni<List<Finding>> list(String system, FindingStatus status, int below, int limit) {
        return pool.preparedQuery(SELECT + """
                         WHERE system = $1 AND ($2::text IS NULL OR status = $2) AND ordinal < $3
                        ORDER BY ordinal DESC LIMIT $4
                        """)
                .execute(Tuple.of(system, status == null ? null : status.name(), below, limit))
                .map(rows -> all(rows, FindingRepository::finding));
    }

    /** The undecided ones first, then the worst, then the newest, and how many there are of each kind. */
    Uni<FindingOverview> overview(String system, int limit) {
        Uni<RowSet<Row>> rows = pool.preparedQuery(SELECT + """
                         WHERE system = $1
                        ORDER BY status NOT IN ('OPEN', 'IN_PROGRESS'),
                                 array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity), ordinal DESC
                        LIMIT $2
                        """).execute(Tuple.of(system, limit));
        Uni<RowSet<Row>> counts = pool.preparedQuery(
                        "SELECT status, severity, count(*) AS count FROM finding WHERE system = $1 GROUP BY status, severity")
                .execute(Tuple.of(system));
        return Uni.combine()
                .all()
                .unis(rows, counts)
                .asTuple()
                .map(both -> new FindingOverview(
                        system,
                        all(both.getItem1(), FindingRepository::finding),
                        all(both.getItem2(), FindingRepository::count)));
    }

    private static FindingOverview.Count count(Row row) {
        return new FindingOverview.Count(
                FindingStatus.valueOf(row.getString("status")),
                Severity.valueOf(row.getString("severity")),
                row.getLong("count"));
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }

    static int ordinal(Finding finding) {
        return Integer.parseInt(finding.number().substring(finding.number().indexOf('-') + 1));
    }

    private static FindingRegister.Step step(
            Optional<Finding> known, int nextOrdinal, FindingRaised raised, Instant now) {
        return known.map(finding -> FindingRegister.seenAgain(finding, raised, now))
                .orElseGet(() -> FindingRegister.enter(nextOrdinal, raised, now));
    }

    private static Uni<Integer> lockedCounter(SqlConnection transaction) {
        return transaction
                .query("SELECT last FROM finding_counter WHERE prefix = 'PE' FOR UPDATE")
                .execute()
                .map(rows -> rows.iterator().next().getInteger("last"));
    }

    private static Uni<Void> insert(SqlConnection transaction, Finding finding) {
        return transaction.preparedQuery("""
                        WITH counted AS (UPDATE finding_counter SET last = $1 WHERE prefix = 'PE')
                        INSERT INTO finding (ordinal, number, fingerprint, system, found_by, registered_at,
                            last_seen_at, occurrences, severity, category, regulatory_reference, component, title,
                            description, recommended_measures, responsible, status, status_changed_at, evidence,
                            version, decided_by, decided_reason, accepted_until)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                            $19, $20, $21, $22, $23)
                        """).execute(row(finding)).replaceWithVoid();
    }

    private static Uni<Void> update(SqlConnection transaction, Finding finding) {
        return transaction.preparedQuery("""
                        UPDATE finding SET number = $2, fingerprint = $3, system = $4, found_by = $5,
                            registered_at = $6, last_seen_at = $7, occurrences = $8, severity = $9, category = $10,
                            regulatory_reference = $11, component = $12, title = $13, description = $14,
                            recommended_measures = $15, responsible = $16, status = $17, status_changed_at = $18,
                            evidence = $19, version = $20, decided_by = $21, decided_reason = $22,
                            accepted_until = $23
                        WHERE ordinal = $1
                        """).execute(row(finding)).replaceWithVoid();
    }

    private static Tuple row(Finding finding) {
        List<Object> values = new ArrayList<>();
        values.add(ordinal(finding));
        values.add(finding.number());
        values.add(finding.fingerprint());
        values.add(finding.system());
        values.add(finding.foundBy());
        values.add(finding.registeredAt().atOffset(ZoneOffset.UTC));
        values.add(finding.lastSeenAt().atOffset(ZoneOffset.UTC));
        values.add(finding.occurrences());
        values.add(finding.severity().name());
        values.add(finding.category());
        values.add(finding.regulatoryReference());
        values.add(finding.component());
        values.add(finding.title());
        values.add(finding.description());
        values.add(finding.recommendedMeasures().toArray(String[]::new));
        values.add(finding.responsible());
        values.add(finding.status().name());
        values.add(finding.statusChangedAt().atOffset(ZoneOffset.UTC));
        values.add(new JsonObject(new LinkedHashMap<>(finding.evidence())));
        values.add(finding.version());
        Decision decision = finding.decision();
        values.add(decision == null ? null : decision.by());
        values.add(decision == null ? null : decision.reason());
        values.add(
                decision == null || decision.until() == null
                        ? null
                        : decision.until().atOffset(ZoneOffset.UTC));
        return Tuple.tuple(values);
    }

    private static Optional<Finding> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(finding(rows.iterator().next()));
    }

    private static Finding finding(Row row) {
        Map<String, String> evidence = new LinkedHashMap<>();
        row.getJsonObject("evidence").forEach(entry -> evidence.put(entry.getKey(), String.valueOf(entry.getValue())));
        return new Finding(
                row.getString("number"),
                row.getString("fingerprint"),
                row.getString("system"),
                row.getString("found_by"),
                instant(row, "registered_at"),
                instant(row, "last_seen_at"),
                row.getInteger("occurrences"),
                Severity.valueOf(row.getString("severity")),
                row.getString("category"),
                row.getString("regulatory_reference"),
                row.getString("component"),
                row.getString("title"),
                row.getString("description"),
                List.of(row.getArrayOfStrings("recommended_measures")),
                row.getString("responsible"),
                FindingStatus.valueOf(row.getString("status")),
                instant(row, "status_changed_at"),
                decision(row),
                evidence,
                HistoryRepository.read(row.getJsonArray("history")),
                row.getInteger("version"));
    }

    private static Decision decision(Row row) {
        return row.getString("decided_by") == null
                ? null
                : new Decision(
                        row.getString("decided_by"),
                        instant(row, "status_changed_at"),
                        row.getString("decided_reason"),
                        instant(row, "accepted_until"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    /** A transaction that is rolled back, and perhaps tried again, has registered nothing. */
    private void countAfterCommit(SqlConnection transaction, boolean isNew, FindingRegister.Step step) {
        transaction.getDelegate().transaction().completion().onSuccess(committed -> counters.count(isNew, step));
    }
}
