package io.belastbar.profiling.proof.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.contracts.ExpectedEffect;
import io.belastbar.profiling.proof.CandidateToProve;
import io.belastbar.profiling.proof.StatementToProve;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Findings that propose an index, and what a proof adds to them. */
@ApplicationScoped
public class ProposingFindingRepository {
    private static final int AT_ONCE_MAX = 20;

    private final Pool pool;
    private final ObjectMapper json;

    ProposingFindingRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** Of a system, those whose fix is an index and that nobody has decided; worst first. */
    public Uni<List<CandidateToProve>> open(String system) {
        return pool.preparedQuery("""
                        SELECT number, evidence FROM finding
                         WHERE system = $1 AND status IN ('OPEN', 'IN_PROGRESS')
                           AND evidence ->> 'ddl' LIKE 'CREATE INDEX%' AND evidence ->> 'statement' IS NOT NULL
                         ORDER BY severity = 'CRITICAL' DESC, ordinal LIMIT $2""").execute(Tuple.of(system, AT_ONCE_MAX)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(ProposingFindingRepository::candidate)
                .toList());
    }

    /** The one with this number; empty if there is none of this system, or it proposes no index. */
    public Uni<List<CandidateToProve>> one(String system, String number) {
        return pool.preparedQuery("""
                        SELECT number, evidence FROM finding
                         WHERE system = $1 AND number = $2
                           AND evidence ->> 'ddl' LIKE 'CREATE INDEX%' AND evidence ->> 'statement' IS NOT NULL""").execute(Tuple.of(system, number)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(ProposingFindingRepository::candidate)
                .toList());
    }

    /**
     * Adds to what a finding knows; what it knew under the same names is replaced.
     *
     * @param effect what it is to be expected to change; empty: what was
     * @param instead what is recommended from now on; null: what was
     */
    public Uni<Void> addEvidence(
            SqlConnection transaction,
            String number,
            Map<String, String> evidence,
            Optional<ExpectedEffect> effect,
            String instead) {
        return transaction
                .preparedQuery("""
                        UPDATE finding SET evidence = evidence || $2::text::jsonb, version = version + 1,
                               recommended_measures = CASE WHEN $3::text IS NULL THEN recommended_measures
                                                           ELSE ARRAY[$3::text] END,
                               details = CASE WHEN $4::text IS NULL THEN details
                                              ELSE (CASE WHEN jsonb_typeof(details) = 'object' THEN details ELSE '{}' END)
                                                   - 'returnOnInvestment'
                                                   || jsonb_build_object('expectedEffect', $4::text::jsonb) END
                         WHERE number = $1""")
                .execute(Tuple.of(
                        number,
                        write(evidence),
                        instead,
                        effect.map(this::write).orElse(null)))
                .replaceWithVoid();
    }

    private static CandidateToProve candidate(Row row) {
        JsonObject evidence = row.getJsonObject("evidence");
        return new CandidateToProve(
                row.getString("number"),
                evidence.getString("ddl"),
                List.of(new StatementToProve(
                        evidence.getString("queryId"), evidence.getString("statement"), List.of())));
    }

    private String write(Object evidence) {
        try {
            return json.writeValueAsString(evidence);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
