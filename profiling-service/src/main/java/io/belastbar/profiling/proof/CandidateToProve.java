package io.belastbar.profiling.proof;

import java.util.List;

/**
 * An index that may help, and the statements that it is to serve.
 *
 * @param finding the number of the finding that proposes it; null for none
 */
public record CandidateToProve(String finding, String ddl, List<StatementToProve> statements) {
    public CandidateToProve {
        statements = List.copyOf(statements);
    }
}
