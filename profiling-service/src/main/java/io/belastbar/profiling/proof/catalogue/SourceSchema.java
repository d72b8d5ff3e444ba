package io.belastbar.profiling.proof.catalogue;

import io.belastbar.profiling.database.TargetRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a target is made again, as its catalogue says it.
 *
 * @param planner settings by which the target's planner decides
 */
public record SourceSchema(
        List<SourceRelation> relations,
        List<TargetRow> extensions,
        List<TargetRow> types,
        List<TargetRow> functions,
        List<TargetRow> sequences,
        List<TargetRow> constraints,
        List<TargetRow> indexes,
        List<TargetRow> statistics,
        List<TargetRow> policies,
        Map<String, String> planner) {

    public Optional<SourceRelation> relation(String oid) {
        return relations.stream().filter(one -> one.oid().equals(oid)).findFirst();
    }
}
