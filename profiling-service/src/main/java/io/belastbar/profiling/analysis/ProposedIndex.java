package io.belastbar.profiling.analysis;

import io.belastbar.profiling.plan.IndexProposal;
import java.util.List;

/** An index proposal as it goes over the wire. */
public record ProposedIndex(String table, List<String> columns, String predicate, String name, String ddl) {
    static ProposedIndex of(IndexProposal proposal) {
        return new ProposedIndex(
                proposal.table(), proposal.columns(), proposal.predicate(), proposal.name(), proposal.ddl());
    }
}
