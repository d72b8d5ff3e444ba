package io.belastbar.web.document;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Every version of every document of this service. */
@ApplicationScoped
public class DocumentRepository {

    /** As a version: whatever is the newest. */
    public static final int NEWEST = Integer.MAX_VALUE;

    private final Pool pool;

    public DocumentRepository(Pool pool) {
        this.pool = pool;
    }

    /** Lets one writer of a counter of versions at a time through, until the transaction ends. */
    Uni<Void> lock(SqlConnection transaction, String kind, String counter) {
        return transaction
                .preparedQuery(
                        "SELECT pg_advisory_xact_lock(hashtext('document.' || current_schema() || '.' || $1), hashtext($2))")
                .execute(Tuple.of(kind, counter))
                .replaceWithVoid();
    }

    /** The document in force at a version; empty if there was none, or if it was taken away. */
    public Uni<Optional<StoredDocument>> inForce(String kind, String system, String name, int version) {
        return inForce(pool, kind, system, name, version);
    }

    /** As the client's transaction sees it. */
    public Uni<Optional<StoredDocument>> inForce(
            SqlClient client, String kind, String system, String name, int version) {
        return client.preparedQuery("""
                        SELECT system, name, version, content, sha256, file_name, understood::text, updated_at,
                               updated_by, reason
                          FROM document WHERE kind = $1 AND system = $2 AND name = $3 AND version <= $4
                         ORDER BY version DESC LIMIT 1""")
                .execute(Tuple.of(kind, system, name, version))
                .map(rows -> all(rows).stream().findFirst().filter(stored -> !stored.removed()));
    }

    /** Exactly this version; empty if there is none, or if it took the document away. */
    public Uni<Optional<StoredDocument>> version(String kind, String system, String name, int version) {
        return inForce(kind, system, name, version).map(found -> found.filter(stored -> stored.version() == version));
    }

    /** The documents of a system in force at a version, by name. */
    public Uni<List<StoredDocument>> documents(String kind, String system, int version) {
        return documents(kind, system, version, "", Integer.MAX_VALUE);
    }

    /** Those of them whose names come after the given one. */
    public Uni<List<StoredDocument>> documents(String kind, String system, int version, String after, int limit) {
        return pool.preparedQuery("""
                        SELECT * FROM (
                            SELECT DISTINCT ON (name) system, name, version, content, sha256, file_name,
                                   understood::text, updated_at, updated_by, reason
                              FROM document WHERE kind = $1 AND system = $2 AND version <= $3 AND name > $4
                             ORDER BY name, version DESC) AS newest
                         WHERE content IS NOT NULL ORDER BY name LIMIT $5""")
                .execute(Tuple.of(kind, system, version, after, limit))
                .map(DocumentRepository::all);
    }

    /** The newest version that is committed; 0 if there is none. */
    public Uni<Integer> newestVersion(String kind, String system) {
        return newestVersion(pool, kind, system, null);
    }

    /** @param name null: of all documents together */
    Uni<Integer> newestVersion(SqlClient client, String kind, String system, String name) {
        return client.preparedQuery("""
                        SELECT coalesce(max(version), 0) FROM document
                         WHERE kind = $1 AND system = $2 AND ($3::text IS NULL OR name = $3)""")
                .execute(Tuple.of(kind, system, name))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /**
     * Every change before a version, newest first.
     *
     * @param name null: of all documents together
     */
    public Uni<List<DocumentVersion>> history(String kind, String system, String name, int before, int limit) {
        return pool.preparedQuery("""
                        SELECT system, name, version, sha256, file_name, updated_at, updated_by, reason,
                               content IS NULL AS removed
                          FROM document
                         WHERE kind = $1 AND system = $2 AND ($3::text IS NULL OR name = $3) AND version < $4
                         ORDER BY version DESC LIMIT $5""")
                .execute(Tuple.of(kind, system, name, before, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DocumentRepository::change)
                        .toList());
    }

    /** The systems that have ever had a document of this kind. */
    public Uni<List<String>> systems(String kind) {
        return pool.preparedQuery("SELECT DISTINCT system FROM document WHERE kind = $1 ORDER BY system")
                .execute(Tuple.of(kind))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    /** Adds a version; when it is updated is the database's time. */
    Uni<StoredDocument> insert(SqlConnection transaction, String kind, StoredDocument next) {
        return transaction
                .preparedQuery("""
                        INSERT INTO document (kind, system, name, version, content, sha256, file_name, understood,
                                              updated_at, updated_by, reason)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::json, now(), $9, $10)
                        RETURNING system, name, version, content, sha256, file_name, understood::text, updated_at,
                                  updated_by, reason""")
                .execute(Tuple.from(new Object[] {
                    kind,
                    next.system(),
                    next.name(),
                    next.version(),
                    next.removed() ? null : Buffer.buffer(next.content()),
                    next.sha256(),
                    next.fileName(),
                    next.understood(),
                    next.updatedBy(),
                    next.reason()
                }))
                .map(rows -> all(rows).getFirst());
    }

    /** Keeps what a version says that is older than the table. */
    Uni<Void> understand(SqlConnection transaction, String kind, StoredDocument document, String understood) {
        return transaction
                .preparedQuery("""
                        UPDATE document SET understood = $5::text::json
                         WHERE kind = $1 AND system = $2 AND name = $3 AND version = $4 AND understood IS NULL""")
                .execute(Tuple.of(kind, document.system(), document.name(), document.version(), understood))
                .replaceWithVoid();
    }

    private static List<StoredDocument> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(DocumentRepository::stored)
                .toList();
    }

    private static StoredDocument stored(Row row) {
        var content = row.getBuffer("content");
        return new StoredDocument(
                row.getString("system"),
                row.getString("name"),
                row.getInteger("version"),
                content == null ? null : content.getBytes(),
                row.getString("sha256"),
                row.getString("file_name"),
                row.getString("understood"),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getString("updated_by"),
                row.getString("reason"));
    }

    private static DocumentVersion change(Row row) {
        return new DocumentVersion(
                row.getString("system"),
                row.getString("name"),
                row.getInteger("version"),
                row.getString("sha256"),
                row.getString("file_name"),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getString("updated_by"),
                row.getString("reason"),
                row.getBoolean("removed"));
    }
}
