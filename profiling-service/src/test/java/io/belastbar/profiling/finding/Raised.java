package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Findings as services raise them. */
public final class Raised {
    private Raised() {}

    public static FindingRaised at(Instant raisedAt, Severity severity) {
        return at("budget:smartbav:GET /api/v1/employees:target_response_time_p95", raisedAt, severity);
    }

    public static FindingRaised at(String fingerprint, Instant raisedAt, Severity severity) {
        return new FindingRaised(
                fingerprint,
                "smartbav",
                "Performance Engineer",
                raisedAt,
                severity,
                "Performance",
                "DORA Art. 24 (Resilienztest-Anforderungen)",
                "services/employee/employee.service.ts",
                "Sequential scan",
                "GET /api/v1/employees mit RLS-Filter führt Sequential Scan statt Index Scan durch.\n"
                        + "Bei 10.000 Mitarbeitern dauert Query 1.5 Sekunden (Ziel: < 200ms)",
                List.of(
                        "Index auf (tenant_id, mandant_id) erstellen",
                        "RLS Policy Query optimieren (EXPLAIN ANALYZE prüfen)",
                        "Pagination auf 100 Rows begrenzen"),
                "Backend Engineer",
                Map.of("observed", "1500 ms at " + raisedAt));
    }
}
