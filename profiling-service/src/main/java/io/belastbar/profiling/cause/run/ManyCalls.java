package io.belastbar.profiling.cause.run;

import io.belastbar.contracts.Severity;
import io.belastbar.contracts.StatementFacts;
import io.belastbar.profiling.cause.attribution.Basis;
import io.belastbar.profiling.cause.attribution.CallsPerRequest;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A statement that each request of an endpoint calls ten times or more, as a loop does that asks for one row after the other
 * ("N+1"): one statement that asks for all of them costs one way to the database. Only where the course of the run or a
 * comment says whose statement it is: a count that happens to fit is no proof.
 */
final class ManyCalls {
    private static final double CALLS_MIN = 10;
    private static final double CRITICAL_MS = 500;
    private static final double HIGH_MS = 100;

    private ManyCalls() {}

    static List<Diagnosis> in(List<CallsPerRequest> shares, List<StatementFacts> statements) {
        return shares.stream()
                .filter(share -> share.calls() >= CALLS_MIN)
                .filter(share -> share.basis() == Basis.TIME || share.basis() == Basis.COMMENT)
                .flatMap(share -> statement(share, statements).map(one -> diagnosis(share, one)).stream())
                .toList();
    }

    private static Optional<StatementFacts> statement(CallsPerRequest share, List<StatementFacts> statements) {
        return statements.stream()
                .filter(one -> one.queryId().equals(share.counted()))
                .findFirst();
    }

    private static Diagnosis diagnosis(CallsPerRequest share, StatementFacts statement) {
        double ms = share.calls() * statement.meanTimeMs();
        Severity severity = ms >= CRITICAL_MS ? Severity.CRITICAL : ms >= HIGH_MS ? Severity.HIGH : Severity.MEDIUM;
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("endpoint", share.endpoint());
        evidence.put("statement", statement.excerpt());
        evidence.put("queryId", statement.queryId());
        evidence.put("callsPerRequest", text("%.1f", share.calls()));
        evidence.put("meanTimeMs", text("%.3f", statement.meanTimeMs()));
        evidence.put("databaseMsPerRequest", text("%.1f", ms));
        evidence.put("basis", share.basis().name());
        return new Diagnosis(
                "many-calls-per-request",
                severity,
                share.endpoint(),
                List.of(statement.queryId()),
                text("%s calls a statement %.0f times a request", share.endpoint(), share.calls()),
                text(
                        "Each request of %s calls this statement %.1f times: %.1f ms in the database, and as many ways there "
                                + "and back.%n%s",
                        share.endpoint(), share.calls(), ms, statement.excerpt()),
                List.of(
                        "Ask once for all rows that a request needs: WHERE … = ANY ($1), or a join",
                        "Run the scenario again and compare the calls a request"),
                evidence);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
