package io.belastbar.profiling.analysis;

import io.belastbar.plans.index.IndexDefinition;
import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.TableFacts;
import io.belastbar.plans.index.facts.ColumnProfile;
import io.belastbar.plans.index.facts.DatabaseProfile;
import io.belastbar.plans.index.facts.TableProfile;
import java.util.HashMap;
import java.util.Map;

/** A catalogue that was read for the advisor, as the simple rule sees it. */
final class SimpleFacts {
    private SimpleFacts() {}

    static Map<String, TableFacts> of(DatabaseProfile profile) {
        Map<String, TableFacts> facts = new HashMap<>();
        profile.tables().forEach((name, table) -> facts.put(name, of(table)));
        return facts;
    }

    private static TableFacts of(TableProfile table) {
        Map<String, String> types = new HashMap<>();
        table.columns().values().forEach((ColumnProfile column) -> types.put(column.name(), column.type()));
        return new TableFacts(
                table.schema(),
                table.name(),
                table.size().pages(),
                table.size().rows(),
                table.rowLevelSecurity(),
                types,
                table.primaryKey(),
                table.indexes().stream()
                        .map(index -> new IndexDefinition(
                                index.name(),
                                index.shape().keys().stream().map(IndexKey::sql).toList(),
                                index.shape().isPartial() ? index.shape().predicate() : null,
                                index.valid()))
                        .toList());
    }
}
