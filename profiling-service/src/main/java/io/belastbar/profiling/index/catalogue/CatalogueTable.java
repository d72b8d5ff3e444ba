package io.belastbar.profiling.index.catalogue;

/**
 * A table that has indexes or foreign keys; of a partitioned one the sums of its partitions.
 *
 * @param partitioned whether its rows are in partitions
 * @param rows as estimated by the last ANALYZE or VACUUM; of the pages where there was none
 * @param written rows inserted, updated and deleted since statistics began
 * @param deleted of these, the deleted ones
 * @param read scans of any kind since statistics began
 */
public record CatalogueTable(
        long oid,
        QualifiedName name,
        boolean partitioned,
        double rows,
        long bytes,
        long written,
        long deleted,
        long read) {
    CatalogueTable plus(CatalogueTable part) {
        return new CatalogueTable(
                oid,
                name,
                partitioned,
                rows + part.rows,
                bytes + part.bytes,
                written + part.written,
                deleted + part.deleted,
                read + part.read);
    }
}
