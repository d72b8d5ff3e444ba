package io.belastbar.profiling.finding.symptom;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Symptoms of findings. The transaction holds the lock of the register. */
public final class SymptomRepository {
    /** Column {@code symptoms} of a query on {@code finding}, oldest first. */
    public static final String ALL = """
            (SELECT coalesce(jsonb_agg(to_jsonb(symptom) ORDER BY symptom.first_seen_at, symptom.fingerprint), '[]'::jsonb)
               FROM finding_symptom AS symptom WHERE symptom.finding = ordinal) AS symptoms""";

    private SymptomRepository() {}

    /** The ordinal of the finding whose symptom this is already; empty for none. */
    public static Uni<Optional<Integer>> causeOfKnown(SqlConnection transaction, String fingerprint) {
        return transaction
                .preparedQuery("SELECT finding FROM finding_symptom WHERE fingerprint = $1")
                .execute(Tuple.of(fingerprint))
                .map(SymptomRepository::first);
    }

    /** The finding that asks for the same index as this broken promise: the undecided one first, then the oldest. */
    public static Uni<Optional<Integer>> causeByIndex(SqlConnection transaction, FindingRaised raised) {
        String ddl = raised.evidence().get("indexDdl");
        return ddl == null
                ? Uni.createFrom().item(Optional.empty())
                : transaction
                        .preparedQuery("""
                                SELECT ordinal FROM finding
                                 WHERE system = $1 AND evidence ? 'ddl' AND evidence->>'ddl' = $2 AND fingerprint <> $3
                                 ORDER BY status NOT IN ('OPEN', 'IN_PROGRESS'), ordinal LIMIT 1
                                """)
                        .execute(Tuple.of(raised.system(), ddl, raised.fingerprint()))
                        .map(SymptomRepository::first);
    }

    /** The numbers of undecided findings about broken promises that ask for the index that this cause asks for. */
    public static Uni<List<String>> symptomsByIndex(SqlConnection transaction, FindingRaised cause) {
        String ddl = cause.evidence().get("ddl");
        return ddl == null
                ? Uni.createFrom().item(List.of())
                : transaction
                        .preparedQuery("""
                                SELECT number FROM finding
                                 WHERE system = $1 AND evidence ? 'indexDdl' AND evidence->>'indexDdl' = $2
                                   AND fingerprint <> $3 AND status IN ('OPEN', 'IN_PROGRESS')
                                 ORDER BY ordinal
                                """)
                        .execute(Tuple.of(cause.system(), ddl, cause.fingerprint()))
                        .map(rows -> rows.stream().map(row -> row.getString(0)).toList());
    }

    /** A new one, or one more sighting of it. */
    public static Uni<Void> save(SqlConnection transaction, int cause, Symptom symptom) {
        return transaction.preparedQuery("""
                        INSERT INTO finding_symptom AS known (fingerprint, finding, merged, source, subject, metric,
                            limit_text, observed, run_id, severity, first_seen_at, last_seen_at, times)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                        ON CONFLICT (fingerprint) DO UPDATE SET finding = excluded.finding, subject = excluded.subject, metric = excluded.metric,
                            limit_text = excluded.limit_text, observed = excluded.observed, run_id = excluded.run_id,
                            severity = excluded.severity, times = known.times + 1,
                            last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at),
                            resolved_at = CASE WHEN known.resolved_at >= excluded.last_seen_at THEN known.resolved_at END
                        """).execute(row(cause, symptom)).replaceWithVoid();
    }

    /** It is no symptom any more. */
    public static Uni<Void> remove(SqlConnection transaction, String fingerprint) {
        return transaction
                .preparedQuery("DELETE FROM finding_symptom WHERE fingerprint = $1")
                .execute(Tuple.of(fingerprint))
                .replaceWithVoid();
    }

    /** Its source says that it is over. True if there was one. */
    public static Uni<Boolean> resolve(SqlConnection transaction, String fingerprint, Instant at) {
        return transaction
                .preparedQuery("""
                        UPDATE finding_symptom SET resolved_at = greatest($2::timestamptz, last_seen_at)
                         WHERE fingerprint = $1 RETURNING finding
                        """)
                .execute(Tuple.of(fingerprint, at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.size() > 0);
    }

    /** What {@link #ALL} selected. */
    public static List<Symptom> read(JsonArray symptoms) {
        return symptoms.stream().map(each -> symptom((JsonObject) each)).toList();
    }

    private static Symptom symptom(JsonObject row) {
        return new Symptom(
                row.getString("fingerprint"),
                row.getString("merged"),
                row.getString("source"),
                row.getString("subject"),
                row.getString("metric"),
                row.getString("limit_text"),
                row.getString("observed"),
                row.getString("run_id"),
                Severity.valueOf(row.getString("severity")),
                instant(row, "first_seen_at"),
                instant(row, "last_seen_at"),
                row.getInteger("times"),
                instant(row, "resolved_at"));
    }

    private static Tuple row(int cause, Symptom symptom) {
        List<Object> values = new ArrayList<>();
        values.add(symptom.fingerprint());
        values.add(cause);
        values.add(symptom.merged());
        values.add(symptom.source());
        values.add(symptom.subject());
        values.add(symptom.metric());
        values.add(symptom.limit());
        values.add(symptom.observed());
        values.add(symptom.runId());
        values.add(symptom.severity().name());
        values.add(symptom.firstSeenAt().atOffset(ZoneOffset.UTC));
        values.add(symptom.lastSeenAt().atOffset(ZoneOffset.UTC));
        values.add(symptom.times());
        return Tuple.tuple(values);
    }

    private static Instant instant(JsonObject row, String column) {
        return row.getString(column) == null
                ? null
                : OffsetDateTime.parse(row.getString(column)).toInstant();
    }

    private static Optional<Integer> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(row -> row.getInteger(0));
    }
}
