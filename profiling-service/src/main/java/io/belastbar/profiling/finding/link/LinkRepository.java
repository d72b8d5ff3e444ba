package io.belastbar.profiling.finding.link;

import io.belastbar.contracts.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Which fingerprints count for which finding. Who writes holds the lock of the register. */
@ApplicationScoped
public class LinkRepository {
    /** More than these are not shown with a finding: the newest. */
    private static final int SHOWN_MAX = 200;

    /** A column for queries of {@code finding}: what is linked to it, the oldest first. */
    public static final String LINKED = """
            (SELECT jsonb_agg(to_jsonb(link) ORDER BY link.first_seen_at, link.fingerprint)
               FROM (SELECT * FROM finding_link WHERE finding = ordinal ORDER BY last_seen_at DESC LIMIT %d) AS link)
            AS linked""".formatted(SHOWN_MAX);

    /** A fingerprint and the finding that it counts for. */
    public record Linked(int finding, Link link) {}

    public Uni<Optional<Linked>> find(SqlConnection transaction, String fingerprint) {
        return transaction
                .preparedQuery(
                        "SELECT finding, to_jsonb(finding_link) AS link FROM finding_link WHERE fingerprint = $1 FOR UPDATE")
                .execute(Tuple.of(fingerprint))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Linked(row.getInteger("finding"), link(row.getJsonObject("link")))));
    }

    /** Links, or says anew what is linked: seen once more, and not over. */
    public Uni<Void> save(SqlConnection transaction, int finding, Link link) {
        return transaction
                .preparedQuery("""
                        INSERT INTO finding_link (fingerprint, finding, kind, number, title, component, severity, metric,
                               run_id, observed, demanded, first_seen_at, last_seen_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                        ON CONFLICT (fingerprint) DO UPDATE
                           SET finding = excluded.finding, kind = excluded.kind,
                               number = coalesce(excluded.number, finding_link.number), title = excluded.title,
                               component = excluded.component, severity = excluded.severity, metric = excluded.metric,
                               run_id = excluded.run_id, observed = excluded.observed, demanded = excluded.demanded,
                               last_seen_at = greatest(finding_link.last_seen_at, excluded.last_seen_at),
                               times = finding_link.times + 1, over_at = NULL
                        """)
                .execute(Tuple.from(new Object[] {
                    link.fingerprint(),
                    finding,
                    link.kind().name(),
                    link.number(),
                    link.title(),
                    link.component(),
                    link.severity() == null ? null : link.severity().name(),
                    link.metric(),
                    link.runId(),
                    link.observed(),
                    link.limit(),
                    link.firstSeenAt().atOffset(ZoneOffset.UTC),
                    link.lastSeenAt().atOffset(ZoneOffset.UTC)
                }))
                .replaceWithVoid();
    }

    public Uni<Void> over(SqlConnection transaction, String fingerprint, Instant at) {
        return transaction
                .preparedQuery("UPDATE finding_link SET over_at = $2 WHERE fingerprint = $1")
                .execute(Tuple.of(fingerprint, at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    public Uni<Void> remove(SqlConnection transaction, String fingerprint) {
        return transaction
                .preparedQuery("DELETE FROM finding_link WHERE fingerprint = $1")
                .execute(Tuple.of(fingerprint))
                .replaceWithVoid();
    }

    /** What counted for one finding counts for another; its older spellings remember whose they were. */
    public Uni<Void> moveAll(SqlConnection transaction, int from, String fromNumber, int to) {
        return transaction
                .preparedQuery("""
                        UPDATE finding_link
                           SET finding = $3, number = CASE kind WHEN 'FORMER' THEN $2 ELSE number END,
                               kind = CASE kind WHEN 'FORMER' THEN 'DUPLICATE' ELSE kind END
                         WHERE finding = $1""")
                .execute(Tuple.of(from, fromNumber, to))
                .replaceWithVoid();
    }

    /** The older spellings of a finding that counts for itself again. */
    public Uni<Void> moveBack(SqlConnection transaction, String fingerprint, String number, int to) {
        return transaction
                .preparedQuery("""
                        UPDATE finding_link SET finding = $3, number = NULL, kind = 'FORMER'
                         WHERE number = $2 AND fingerprint <> $1 AND title IS NULL""")
                .execute(Tuple.of(fingerprint, number, to))
                .replaceWithVoid();
    }

    /** What {@link #LINKED} selected. */
    public static List<Link> read(JsonArray links) {
        return links == null
                ? List.of()
                : links.stream().map(each -> link((JsonObject) each)).toList();
    }

    private static Link link(JsonObject row) {
        String severity = row.getString("severity");
        return new Link(
                row.getString("fingerprint"),
                Link.Kind.valueOf(row.getString("kind")),
                row.getString("number"),
                row.getString("title"),
                row.getString("component"),
                severity == null ? null : Severity.valueOf(severity),
                row.getString("metric"),
                row.getString("run_id"),
                row.getString("observed"),
                row.getString("demanded"),
                instant(row, "first_seen_at"),
                instant(row, "last_seen_at"),
                row.getInteger("times"),
                instant(row, "over_at"));
    }

    private static Instant instant(JsonObject row, String column) {
        String at = row.getString(column);
        return at == null ? null : OffsetDateTime.parse(at).toInstant();
    }
}
