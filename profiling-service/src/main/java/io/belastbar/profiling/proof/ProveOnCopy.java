package io.belastbar.profiling.proof;

import static io.belastbar.profiling.proof.session.Identifiers.literal;
import static io.belastbar.profiling.proof.session.Identifiers.quoted;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.proof.ProofResult.InsertCost;
import io.belastbar.profiling.proof.ProofResult.Measured;
import io.belastbar.profiling.proof.ProofResult.ProvenSet;
import io.belastbar.profiling.proof.ProofResult.ProvenStatement;
import io.belastbar.profiling.proof.StatementToProve.ParameterSet;
import io.belastbar.profiling.proof.catalogue.SearchPath;
import io.belastbar.profiling.proof.copy.CopiedRows;
import io.belastbar.profiling.proof.measure.IndexStatement;
import io.belastbar.profiling.proof.measure.MeasureInserts;
import io.belastbar.profiling.proof.measure.MeasureStatement;
import io.belastbar.profiling.proof.measure.SampleStatement;
import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SqlFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The candidates of one proof on its copy: each statement before, then one index after the other. */
final class ProveOnCopy {
    private static final String FIND_INDEX = """
            SELECT format('%I.%I', n.nspname, x.relname) AS index, i.indrelid::regclass::text AS relation,
                   format('%I.%I', tn.nspname, t.relname) AS table,
                   (SELECT coalesce(sum(pg_catalog.pg_relation_size(part.relid)), 0)::bigint
                      FROM pg_catalog.pg_partition_tree(i.indexrelid) part)
                   + CASE x.relkind WHEN 'i' THEN pg_catalog.pg_relation_size(i.indexrelid) ELSE 0 END AS bytes,
                   x.relkind::text AS kind
              FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = x.relnamespace
              JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
              JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
             WHERE x.relname = ? AND i.indrelid = ?::regclass
            """;

    private final Session scratch;
    private final ProofOrder order;
    private final CopiedRows rows;
    private final ProofWatch watch;
    private final List<String> notes;
    private final MeasureStatement measure;
    private final Map<String, Measured> before = new HashMap<>();

    ProveOnCopy(Session scratch, ProofOrder order, CopiedRows rows, ProofWatch watch, List<String> notes) {
        this.scratch = scratch;
        this.order = order;
        this.rows = rows;
        this.watch = watch;
        this.notes = notes;
        this.measure = new MeasureStatement(scratch, order.place().measuringRole(), order.tenantSetting());
    }

    /** @param planner settings of the target that a session may set */
    List<ProofResult> prove(Map<String, String> planner) {
        scratch.execute(SearchPath.OF_SESSION);
        planAsTheTarget(planner);
        Map<CandidateToProve, ProofResult> results = new LinkedHashMap<>();
        for (CandidateToProve candidate : order.candidates()) {
            results.put(candidate, prove(withValues(candidate)));
        }
        return List.copyOf(results.values());
    }

    private void planAsTheTarget(Map<String, String> planner) {
        planner.forEach((name, value) -> {
            try {
                scratch.execute("SELECT pg_catalog.set_config(" + literal(name) + ", " + literal(value) + ", false)");
            } catch (SqlFailure notHere) {
                requireAlive(notHere);
                notes.add("the copy is planned without the target's " + name + ": " + notHere.getMessage());
            }
        });
    }

    /** Statements of which only the text is known get values from the copy. */
    private CandidateToProve withValues(CandidateToProve candidate) {
        watch.begin("sample-values");
        SampleStatement samples = new SampleStatement(scratch, order.place().measuringRole(), order.tenantSetting());
        List<StatementToProve> statements = new ArrayList<>();
        for (StatementToProve statement : candidate.statements()) {
            try {
                statements.add(statement.sets().isEmpty() ? samples.sampled(statement, rows.byTenant()) : statement);
            } catch (SqlFailure refused) {
                requireAlive(refused);
                notes.add("no values were found for a statement: " + refused.getMessage());
                statements.add(statement);
            }
        }
        return new CandidateToProve(candidate.finding(), candidate.ddl(), statements);
    }

    private ProofResult prove(CandidateToProve candidate) {
        IndexStatement index;
        try {
            index = IndexStatement.of(candidate.ddl());
        } catch (IllegalArgumentException other) {
            return Verdicts.notMeasured(candidate, null, null, other.getMessage());
        }
        watch.begin("measure-before");
        Map<StatementToProve, String> problems = new HashMap<>();
        candidate.statements().forEach(statement -> measureBefore(statement, problems));
        watch.begin("make-index");
        long began = System.nanoTime();
        try {
            scratch.execute(index.sql());
        } catch (SqlFailure refused) {
            requireAlive(refused);
            return Verdicts.notMeasured(
                    candidate, index.name(), index.table(), "the index could not be made: " + refused.getMessage());
        }
        double buildMs = (System.nanoTime() - began) / 1e6;
        TargetRow made = scratch.rows(FIND_INDEX, index.name(), index.table()).getFirst();
        try {
            return afterwards(candidate, index, made, buildMs, problems);
        } finally {
            drop(made.text("index"));
        }
    }

    private ProofResult afterwards(
            CandidateToProve candidate,
            IndexStatement index,
            TargetRow made,
            double buildMs,
            Map<StatementToProve, String> problems) {
        // An index on an expression has statistics of its own.
        scratch.execute("ANALYZE " + made.text("table"));
        watch.begin("measure-after");
        List<ProvenStatement> statements = new ArrayList<>();
        for (StatementToProve statement : candidate.statements()) {
            statements.add(proven(statement, index, problems));
        }
        watch.begin("measure-inserts");
        return Verdicts.of(
                candidate,
                index.name(),
                made.text("table"),
                statements,
                made.whole("bytes"),
                buildMs,
                inserts(made, candidate));
    }

    private void measureBefore(StatementToProve statement, Map<StatementToProve, String> problems) {
        for (ParameterSet set : statement.sets()) {
            String key = key(statement, set);
            try {
                if (!before.containsKey(key)) {
                    before.put(key, measure.measure(statement, set, null));
                }
            } catch (SqlFailure refused) {
                requireAlive(refused);
                problems.putIfAbsent(statement, "it cannot be run on the copy: " + refused.getMessage());
            }
        }
        if (statement.sets().isEmpty()) {
            problems.put(statement, "no values are known for which it could be run");
        }
    }

    private ProvenStatement proven(
            StatementToProve statement, IndexStatement index, Map<StatementToProve, String> problems) {
        List<ProvenSet> sets = new ArrayList<>();
        for (ParameterSet set : statement.sets()) {
            Measured first = before.get(key(statement, set));
            if (first == null) {
                continue;
            }
            try {
                Measured after = measure.measure(statement, set, index.name());
                sets.add(new ProvenSet(set.name(), set.tenant(), set.values(), first, after));
            } catch (SqlFailure refused) {
                requireAlive(refused);
                problems.putIfAbsent(statement, "it cannot be run with the index: " + refused.getMessage());
            }
        }
        return new ProvenStatement(statement.queryId(), statement.text(), sets, problems.get(statement));
    }

    private InsertCost inserts(TargetRow made, CandidateToProve candidate) {
        long inTable = rows.rows().entrySet().stream()
                .filter(entry -> made.text("table").replace("\"", "").equals(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        try {
            return new MeasureInserts(scratch)
                    .measure(made.text("table"), made.text("index"), inTable)
                    .orElse(null);
        } catch (SqlFailure refused) {
            requireAlive(refused);
            notes.add("what inserts cost with " + candidate.ddl() + " was not measured: " + refused.getMessage());
            return null;
        }
    }

    private void drop(String index) {
        try {
            scratch.execute("DROP INDEX " + index);
        } catch (SqlFailure refused) {
            requireAlive(refused);
            notes.add("the index " + quoted(index) + " stays beside those that are measured after it: "
                    + refused.getMessage());
        }
    }

    private static String key(StatementToProve statement, ParameterSet set) {
        return statement.text() + "\u0000" + set;
    }

    private static void requireAlive(SqlFailure refused) {
        if (refused.isAway() || refused.isFull()) {
            throw refused;
        }
    }
}
