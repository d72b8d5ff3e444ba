package io.belastbar.profiling.rls.operator;

import io.belastbar.plans.PlanNode;
import io.belastbar.profiling.database.PlanStatements;
import io.belastbar.profiling.database.PlannedStatement;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.rls.operator.catalogue.OperatorCatalogue;
import io.belastbar.profiling.rls.operator.catalogue.ReadTable;
import io.belastbar.profiling.statement.MeasuredStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Plans statements as the role that reads, and finds what policies withhold from an index. */
final class FindWithheld {
    /** A table of fewer rows is read fast enough. */
    static final double ROWS_MIN = 10_000;

    private static final int NAMES_SUB_QUERIES = 170_000;
    private static final Pattern RETURNS = Pattern.compile("\\(returns (\\$\\d{1,6}(?:,\\s*\\$\\d{1,6})*)\\)");

    private final TargetSession session;
    private final PlanStatements plans;
    private final OperatorCatalogue catalogue;
    private final Map<List<String>, Optional<ReadTable>> tables = new HashMap<>();
    private final Map<List<String>, Set<String>> policies = new HashMap<>();
    private final List<String> failures = new ArrayList<>();

    FindWithheld(TargetSession session, String reader) {
        this.session = session;
        this.plans = new PlanStatements(session, reader);
        this.catalogue = new OperatorCatalogue(session);
    }

    /** Why statements could not be planned that read. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    List<Withheld> of(MeasuredStatement measured) {
        List<Withheld> all = new ArrayList<>();
        for (PlannedStatement planned : plans.plan(List.of(measured), 1)) {
            if (planned.plan() != null) {
                all.addAll(of(planned));
            } else if (planned.text().plannable() != null) {
                failures.add(planned.failure());
            }
        }
        return all;
    }

    private List<Withheld> of(PlannedStatement planned) {
        List<Withheld> all = new ArrayList<>();
        List<Long> parameters = null;
        for (PlanNode node : planned.plan().flatten()) {
            Optional<ReadTable> table = node.relation() == null || node.filter() == null
                    ? Optional.empty()
                    : table(node, planned.measured().role());
            if (table.isPresent() && table.get().rows() >= ROWS_MIN) {
                parameters = parameters == null ? parameters(planned) : parameters;
                Set<String> policy = policy(table.get(), planned.measured().role());
                all.addAll(new JudgeScan(table.get(), node, policy, catalogue, parameters).withheld());
            }
        }
        return all;
    }

    private Optional<ReadTable> table(PlanNode node, String role) {
        return tables.computeIfAbsent(
                List.of(node.schema(), node.relation(), role),
                absent -> ReadTable.of(session, node.schema(), node.relation(), role));
    }

    /** What the policies of a table make of a statement that has no condition of its own. */
    private Set<String> policy(ReadTable table, String role) {
        return policies.computeIfAbsent(List.of(table.schema(), table.name(), role), absent -> {
            var bare = new MeasuredStatement("", role, "SELECT count(*) FROM " + table.securedSql(), 1, 0, 0, 0, 0, 0);
            return plans.plan(List.of(bare), 1).stream()
                    .filter(planned -> planned.plan() != null)
                    .flatMap(planned -> planned.plan().flatten().stream())
                    .filter(node -> table.name().equals(node.relation())
                            && table.schema().equals(node.schema()))
                    .flatMap(node -> ScanConditions.of(node).texts().stream())
                    .collect(Collectors.toSet());
        });
    }

    /** Parameters of sub-queries share the numbers of the statement's own before PostgreSQL 17: their types are not known. */
    private List<Long> parameters(PlannedStatement planned) {
        List<Long> types = new ArrayList<>(plans.parameterTypes(planned));
        if (session.version() < NAMES_SUB_QUERIES) {
            planned.explained().nodes().forEach(node -> {
                var returned = RETURNS.matcher(String.valueOf(node.subplanName()));
                if (returned.find()) {
                    forget(types, returned.group(1));
                }
            });
        }
        return types;
    }

    private static void forget(List<Long> types, String numbers) {
        for (String number : numbers.replace("$", "").split(",")) {
            int place = Integer.parseInt(number.strip()) - 1;
            if (place >= 0 && place < types.size()) {
                types.set(place, 0L);
            }
        }
    }
}
