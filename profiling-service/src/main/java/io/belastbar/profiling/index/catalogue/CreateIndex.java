package io.belastbar.profiling.index.catalogue;

import java.util.List;
import java.util.stream.Collectors;

/** The statements that make an index without blocking writers. */
public final class CreateIndex {
    private CreateIndex() {}

    /**
     * The first one is to be run first. On a partitioned table there is no {@code CONCURRENTLY}: an empty index on the
     * whole first, then one for each partition, attached to it.
     */
    public static List<String> on(CatalogueTable table, List<String> columns) {
        String index = table.name().indexName(String.join("_", columns));
        String quoted = columns.stream().map(QualifiedName::quoted).collect(Collectors.joining(", ", "(", ")"));
        if (!table.partitioned()) {
            return List.of("CREATE INDEX CONCURRENTLY " + QualifiedName.quoted(index) + " ON "
                    + table.name().quoted() + " " + quoted);
        }
        String whole = new QualifiedName(table.name().schema(), index).quoted();
        return List.of(
                "CREATE INDEX " + QualifiedName.quoted(index) + " ON ONLY "
                        + table.name().quoted() + " " + quoted,
                "Then for each partition: CREATE INDEX CONCURRENTLY … ON … " + quoted + "; ALTER INDEX " + whole
                        + " ATTACH PARTITION …; with the last one it becomes valid");
    }
}
