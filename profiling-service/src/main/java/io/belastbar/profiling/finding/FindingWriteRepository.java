package io.belastbar.profiling.finding;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** How a finding is written; the transaction holds the lock of the register or of the finding. */
final class FindingWriteRepository {
    private FindingWriteRepository() {}

    /** A new one; the counter of numbers goes on to its number. */
    static Uni<Void> insert(SqlConnection transaction, Finding finding) {
        return transaction.preparedQuery("""
                        WITH counted AS (UPDATE finding_counter SET last = $1 WHERE prefix = 'PE')
                        INSERT INTO finding (ordinal, number, fingerprint, system, found_by, registered_at,
                            last_seen_at, occurrences, severity, category, regulatory_reference, component, title,
                            description, recommended_measures, responsible, status, status_changed_at, evidence,
                            version, decided_by, decided_reason, accepted_until, details, assignee, due_at, verification,
                            merged_into, changed_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                            $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)
                        """).execute(row(finding)).replaceWithVoid();
    }

    static Uni<Void> update(SqlConnection transaction, Finding finding) {
        return transaction.preparedQuery("""
                        UPDATE finding SET number = $2, fingerprint = $3, system = $4, found_by = $5,
                            registered_at = $6, last_seen_at = $7, occurrences = $8, severity = $9, category = $10,
                            regulatory_reference = $11, component = $12, title = $13, description = $14,
                            recommended_measures = $15, responsible = $16, status = $17, status_changed_at = $18,
                            evidence = $19, version = $20, decided_by = $21, decided_reason = $22,
                            accepted_until = $23, details = $24, assignee = $25, due_at = $26, verification = $27,
                            merged_into = $28, changed_at = $29
                        WHERE ordinal = $1
                        """).execute(row(finding)).replaceWithVoid();
    }

    private static Tuple row(Finding finding) {
        List<Object> values = new ArrayList<>();
        values.add(FindingStepRepository.ordinal(finding));
        values.add(finding.number());
        values.add(finding.fingerprint());
        values.add(finding.system());
        values.add(finding.foundBy());
        values.add(finding.registeredAt().atOffset(ZoneOffset.UTC));
        values.add(finding.lastSeenAt().atOffset(ZoneOffset.UTC));
        values.add(finding.occurrences());
        values.add(finding.severity().name());
        values.add(finding.category());
        values.add(finding.regulatoryReference());
        values.add(finding.component());
        values.add(finding.title());
        values.add(finding.description());
        values.add(finding.recommendedMeasures().toArray(String[]::new));
        values.add(finding.responsible());
        values.add(finding.status().name());
        values.add(finding.statusChangedAt().atOffset(ZoneOffset.UTC));
        values.add(new JsonObject(new LinkedHashMap<>(finding.evidence())));
        values.add(finding.version());
        Decision decision = finding.decision();
        values.add(decision == null ? null : decision.by());
        values.add(decision == null ? null : decision.reason());
        values.add(
                decision == null || decision.until() == null
                        ? null
                        : decision.until().atOffset(ZoneOffset.UTC));
        values.add(FindingRowRepository.json(finding.details()));
        values.add(finding.assignee());
        values.add(finding.dueAt() == null ? null : finding.dueAt().atOffset(ZoneOffset.UTC));
        values.add(FindingRowRepository.json(finding.verification()));
        values.add(finding.mergedInto());
        values.add(finding.history().getLast().lastAt().atOffset(ZoneOffset.UTC));
        return Tuple.tuple(values);
    }
}
