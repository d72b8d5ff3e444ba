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
import io.belastbar.profiling.finding.symptom.Symptom;
import io.belastbar.profiling.finding.symptom.SymptomRepository;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The register of findings. Every step writes the finding and its events in the caller's transaction. */
@ApplicationScoped
public class FindingRepository {
    private static final String SELECT =
            "SELECT finding.*, " + HistoryRepository.NEWEST + ", " + SymptomRepository.ALL + " FROM finding";

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
        return lockedCounter(transaction).chain(last -> causeOf(transaction, raised)
                .chain(cause -> cause.isPresent()
                        ? symptom(transaction, cause.get(), raised, now)
                        : registerItself(transaction, last, raised, now)));
    }

    private Uni<Finding> registerItself(SqlConnection transaction, int last, FindingRaised raised, Instant now) {
        return locked(transaction, "fingerprint", raised.fingerprint())
                .map(known -> step(known, last + 1, raised, now))
                .chain(step -> save(transaction, step))
                .call(cause -> SymptomRepository.symptomsByIndex(transaction, raised)
                        .chain(symptoms -> mergeAll(transaction, symptoms, cause.number(), now)));
    }

    /** What this is a symptom of: as was known before, or by the index that both ask for. */
    private static Uni<Optional<Integer>> causeOf(SqlConnection transaction, FindingRaised raised) {
        return SymptomRepository.causeOfKnown(transaction, raised.fingerprint())
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known)
                        : SymptomRepository.causeByIndex(transaction, raised));
    }

    /** Counts it at its cause; what had a number of its own is merged first. */
    private Uni<Finding> symptom(SqlConnection transaction, int cause, FindingRaised raised, Instant now) {
        return locked(transaction, "fingerprint", raised.fingerprint())
                .chain(own ->
                        own.filter(finding -> finding.status().isUndecided()).isPresent()
                                ? merge(transaction, own.get().number(), FindingRegister.number(cause), now)
                                : Uni.createFrom().item(false))
                .chain(() -> SymptomRepository.save(transaction, cause, Symptom.of(raised)))
                .chain(() -> locked(transaction, "number", FindingRegister.number(cause)))
                .map(found -> FindingRegister.symptom(found.orElseThrow(), raised, now))
                .chain(step -> save(transaction, step));
    }

    private Uni<Void> mergeAll(SqlConnection transaction, List<String> symptoms, String cause, Instant now) {
        return Multi.createFrom()
                .iterable(symptoms)
                .onItem()
                .transformToUniAndConcatenate(symptom -> merge(transaction, symptom, cause, now))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /**
     * Makes a finding the symptom of another one of its system. False if it is decided, or if there is no such one.
     */
    public Uni<Boolean> merge(SqlConnection transaction, String symptom, String cause, Instant now) {
        return lockedCounter(transaction)
                .chain(() -> locked(transaction, "number", symptom))
                .chain(found -> locked(transaction, "number", cause).chain(into -> {
                    boolean mergeable = found.isPresent()
                            && into.isPresent()
                            && !symptom.equals(cause)
                            && found.get().status().isUndecided()
                            && found.get().system().equals(into.get().system());
                    return mergeable
                            ? merge(transaction, found.get(), into.get(), now)
                            : Uni.createFrom().item(false);
                }));
    }

    private Uni<Boolean> merge(SqlConnection transaction, Finding symptom, Finding cause, Instant now) {
        FindingRaised told = symptom.toldAgain();
        Symptom kept = Symptom.of(told).mergedFrom(symptom.number(), symptom.occurrences(), symptom.registeredAt());
        return SymptomRepository.save(transaction, ordinal(cause), kept)
                .chain(() -> save(transaction, FindingRegister.mergedInto(symptom, cause, now)))
                .chain(() -> save(transaction, FindingRegister.symptom(cause, told, now)))
                .replaceWith(true);
    }

    /** Whether it is told at the finding that is its cause. */
    public Uni<Boolean> isSymptom(String fingerprint) {
        return pool.preparedQuery("SELECT 1 FROM finding_symptom WHERE fingerprint = $1")
                .execute(Tuple.of(fingerprint))
                .map(rows -> rows.size() > 0);
    }

    /** The number of the undecided finding with this fingerprint. */
    public Uni<Optional<String>> undecidedNumber(String fingerprint) {
        return pool.preparedQuery(
                        "SELECT number FROM finding WHERE fingerprint = $1 AND status IN ('OPEN', 'IN_PROGRESS')")
                .execute(Tuple.of(fingerprint))
                .map(rows -> rows.stream().findFirst().map(row -> row.getString(0)));
    }

    /** Resolves the finding with this fingerprint, if there is one on which nobody has decided. */
    public Uni<Void> resolve(SqlConnection transaction, FindingResolved resolved) {
        return SymptomRepository.resolve(transaction, resolved.fingerprint(), resolved.resolvedAt())
                .chain(() -> locked(transaction, "fingerprint", resolved.fingerprint()))
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
                SymptomRepository.read(row.getJsonArray("symptoms")),
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
