package io.belastbar.profiling.index.catalogue;

import java.time.Instant;
import java.util.Optional;

/**
 * An index; one on a partitioned table is one, with all of its parts.
 *
 * @param made when it was made, where the server keeps such moments
 */
public record CatalogueIndex(
        long oid,
        QualifiedName name,
        CatalogueTable table,
        IndexShape shape,
        IndexRole role,
        IndexUse use,
        Optional<Instant> made) {

    /** The statement that takes it away; a partitioned one cannot be dropped concurrently. */
    public String dropping() {
        return "DROP INDEX " + (table.partitioned() ? "" : "CONCURRENTLY ") + name.quoted();
    }

    /** What dropping it takes, in a sentence. */
    public String droppingNote() {
        return table.partitioned()
                ? "PostgreSQL drops a partitioned index only with an exclusive lock on all partitions: set lock_timeout, "
                        + "and try again when it is quiet"
                : "It blocks neither readers nor writers; run it outside of a transaction block";
    }

    /** Whether nothing is lost without this one while the other is there. */
    public boolean isDuplicateOf(CatalogueIndex other) {
        return comparable(other) && shape.equalTo(other.shape) && role.isReplacedBy(other.role);
    }

    /** Whether both answer the same, whichever of them must stay. */
    public boolean hasShapeOf(CatalogueIndex other) {
        return comparable(other) && shape.equalTo(other.shape);
    }

    /** Whether the other one, which is wider, answers whatever this one answers. */
    public boolean isPrefixOf(CatalogueIndex other) {
        return comparable(other)
                && !shape.equalTo(other.shape)
                && shape.isPrefixOf(other.shape)
                && role.isReplacedBy(other.role)
                && (!role.unique() || shape.keys().size() == other.shape.keys().size());
    }

    private boolean comparable(CatalogueIndex other) {
        return oid != other.oid && table.oid() == other.table.oid() && role.valid() && other.role.valid();
    }
}
