package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.IndexCandidate;
import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.IndexMethod;
import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.access.Clause;
import io.belastbar.plans.index.access.Clause.Kind;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The index that SmartBAV's performance engineer expects for a soft delete, {@code (organization_id, deleted_at) WHERE
 * deleted_at IS NULL}, whose second key is NULL in every entry; to be measured beside ours.
 */
final class Comparisons {
    private static final Sentence WHY = new Sentence(
            "For comparison: the second key is NULL in every entry and finds nothing.",
            "Zum Vergleich: der zweite Schlüssel ist in jedem Eintrag NULL und findet nichts.");

    private final Map<String, IndexCandidate> byDefinition = new LinkedHashMap<>();

    void add(Need need) {
        List<Clause> clauses = need.variants().getFirst().clauses().stream()
                .map(Variant.Selective::clause)
                .toList();
        List<Clause> tenants =
                clauses.stream().filter(clause -> clause.is(Kind.EQUAL)).toList();
        List<Clause> nulls =
                clauses.stream().filter(clause -> clause.is(Kind.NULL)).toList();
        if (tenants.isEmpty() || nulls.size() != 1) {
            return;
        }
        Clause tenant = tenants.stream().filter(Clause::fromSession).findFirst().orElse(tenants.getFirst());
        Clause deleted = nulls.getFirst();
        IndexShape shape = new IndexShape(
                IndexMethod.BTREE,
                List.of(IndexKey.of(tenant.key()), IndexKey.of(deleted.key())),
                List.of(),
                deleted.condition().sql());
        byDefinition.merge(
                need.table().qualifiedName() + shape.sql(),
                new IndexCandidate(
                        need.table().schema(), need.table().name(), shape, List.of(need.statement()), List.of(WHY)),
                Comparisons::together);
    }

    private static IndexCandidate together(IndexCandidate first, IndexCandidate more) {
        List<String> statements = new ArrayList<>(first.statements());
        more.statements().stream().filter(id -> !statements.contains(id)).forEach(statements::add);
        return new IndexCandidate(first.schema(), first.table(), first.shape(), statements, first.reasons());
    }

    List<IndexCandidate> candidates() {
        return List.copyOf(byDefinition.values());
    }
}
