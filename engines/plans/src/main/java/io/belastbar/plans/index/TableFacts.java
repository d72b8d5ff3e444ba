package io.belastbar.plans.index;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the catalogue knows about a table.
 *
 * @param pages size in pages of 8 KiB at the last ANALYZE or VACUUM
 * @param rows estimated number of rows; negative when the table was never analysed
 * @param columnTypes column name to type name, for example {@code character varying}
 */
public record TableFacts(
        String schema,
        String name,
        long pages,
        double rows,
        boolean rowLevelSecurity,
        Map<String, String> columnTypes,
        List<String> primaryKey,
        List<IndexDefinition> indexes) {

    public TableFacts {
        columnTypes = Map.copyOf(columnTypes);
        primaryKey = List.copyOf(primaryKey);
        indexes = List.copyOf(indexes);
    }

    public String qualifiedName() {
        return schema + "." + name;
    }

    /** The valid index that already offers what the proposal asks for. */
    public Optional<IndexDefinition> covering(IndexProposal proposal) {
        return indexes.stream()
                .filter(index -> index.valid() && proposal.isCoveredBy(index.columns(), index.predicate()))
                .findFirst();
    }
}
