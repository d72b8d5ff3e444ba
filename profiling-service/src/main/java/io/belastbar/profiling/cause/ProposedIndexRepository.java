package io.belastbar.profiling.cause;

import io.belastbar.profiling.finding.link.CauseOfViolation;
import io.belastbar.profiling.finding.link.Violation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * A broken promise about a statement names the index that the statement lacks, by the facts of its run
 * ({@code indexDdl}, {@code indexTable}, {@code indexColumns}): its cause is the finding that proposes this index. By the
 * same statement that creates it; else by table and columns, if exactly one finding has these.
 */
@ApplicationScoped
class ProposedIndexRepository implements CauseOfViolation {
    private record Candidate(String number, boolean same) {}

    @Override
    public Uni<Optional<String>> causeOf(SqlConnection transaction, Violation violation) {
        String ddl = violation.evidence().get("indexDdl");
        if (ddl == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return transaction
                .preparedQuery("""
                        SELECT number, evidence ->> 'ddl' = $2 AS same FROM finding
                         WHERE system = $1 AND status IN ('OPEN', 'IN_PROGRESS', 'ACCEPTED') AND merged_into IS NULL
                           AND evidence ? 'ddl' AND NOT evidence ? 'metric'
                           AND (evidence ->> 'ddl' = $2
                                OR regexp_replace(evidence ->> 'table', '^.*\\.', '') = regexp_replace($3, '^.*\\.', '')
                                   AND evidence ->> 'columns' = $4
                                   AND coalesce(evidence ->> 'condition', '') = coalesce($5, ''))
                         ORDER BY same DESC, ordinal LIMIT 2""")
                .execute(Tuple.from(new Object[] {
                    violation.system(),
                    ddl,
                    violation.evidence().get("indexTable"),
                    violation.evidence().get("indexColumns"),
                    violation.evidence().get("indexPredicate")
                }))
                .map(rows -> chosen(rows.stream()
                        .map(row -> new Candidate(row.getString(0), row.getBoolean(1)))
                        .toList()));
    }

    private static Optional<String> chosen(List<Candidate> candidates) {
        boolean clear = candidates.size() == 1
                || candidates.size() == 2
                        && candidates.getFirst().same()
                        && !candidates.getLast().same();
        return clear ? Optional.of(candidates.getFirst().number()) : Optional.empty();
    }
}
