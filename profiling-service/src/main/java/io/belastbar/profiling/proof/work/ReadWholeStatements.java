package io.belastbar.profiling.proof.work;

import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.profiling.database.TargetUnavailable;
import io.belastbar.profiling.proof.CandidateToProve;
import io.belastbar.profiling.proof.StatementToProve;
import io.belastbar.profiling.statement.StatementCounters;
import io.belastbar.web.problem.DomainFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A finding's evidence keeps the beginning of a long statement, for people. To be measured it is read whole, by its id, from
 * what the target counts. Blocking.
 */
@ApplicationScoped
class ReadWholeStatements {
    private static final Logger LOG = Logger.getLogger(ReadWholeStatements.class);
    private static final String CUT = "…";

    private final TargetDatabaseClient database;

    ReadWholeStatements(TargetDatabaseClient database) {
        this.database = database;
    }

    /** The candidates with whole statements; one that the target does not count any more stays as it is. */
    List<CandidateToProve> of(String target, List<CandidateToProve> candidates) {
        boolean needed = candidates.stream()
                .flatMap(candidate -> candidate.statements().stream())
                .anyMatch(ReadWholeStatements::isCut);
        if (!needed) {
            return candidates;
        }
        try {
            return whole(candidates, database.snapshot(target).statements());
        } catch (TargetUnavailable | DomainFailure notNow) {
            LOG.warnf("Statements are not read whole: target=%s reason=%s", target, notNow.getMessage());
            return candidates;
        }
    }

    static List<CandidateToProve> whole(List<CandidateToProve> candidates, List<StatementCounters> counted) {
        Map<String, List<String>> texts = new HashMap<>();
        counted.forEach(statement -> texts.computeIfAbsent(statement.queryId(), none -> new java.util.ArrayList<>())
                .add(statement.query()));
        return candidates.stream()
                .map(candidate -> new CandidateToProve(
                        candidate.finding(),
                        candidate.ddl(),
                        candidate.statements().stream()
                                .map(statement -> whole(statement, texts))
                                .toList()))
                .toList();
    }

    private static StatementToProve whole(StatementToProve statement, Map<String, List<String>> texts) {
        if (!isCut(statement)) {
            return statement;
        }
        String beginning = statement.text().substring(0, statement.text().length() - CUT.length());
        return texts.getOrDefault(statement.queryId(), List.of()).stream()
                .filter(text -> text.startsWith(beginning))
                .findFirst()
                .map(text -> new StatementToProve(statement.queryId(), text, statement.sets()))
                .orElse(statement);
    }

    private static boolean isCut(StatementToProve statement) {
        return statement.queryId() != null && statement.text().endsWith(CUT);
    }
}
