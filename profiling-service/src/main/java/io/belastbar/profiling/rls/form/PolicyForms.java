package io.belastbar.profiling.rls.form;

import io.belastbar.profiling.rls.expression.ExpressionReader;
import io.belastbar.profiling.rls.expression.SqlExpression;
import io.belastbar.profiling.rls.policy.Policy;
import io.belastbar.profiling.rls.policy.SecuredTable;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.InlinedFunctions;
import io.belastbar.profiling.rls.reading.PolicyContext;
import io.belastbar.profiling.rls.reading.PolicyForm;
import io.belastbar.profiling.rls.reading.PolicyReading;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a policy: which form it has, and how the rows are found that it lets through. */
public final class PolicyForms {
    /** The first that knows a condition reads it, the costliest forms first. */
    private static final List<PolicyForm> FORMS = List.of(
            new VolatileFunction(),
            new PerRowFunction(),
            new InSubQuery(),
            new CorrelatedExists(),
            new CaseCondition(),
            new CastOnColumn(),
            new AnyOfArray(),
            new ColumnExpression(),
            new InlineCondition());

    private PolicyForms() {}

    /** What a policy's condition for reading is. */
    public static PolicyReading read(Policy policy, SecuredTable table) {
        PolicyContext context = new PolicyContext(table, policy.functions());
        return policy.using() == null
                ? PolicyReading.unknown(new SqlExpression.Unread(""))
                : read(InlinedFunctions.of(policy.condition(), context), context);
    }

    /** Any condition, as PostgreSQL prints it. */
    public static PolicyReading read(String condition, PolicyContext context) {
        return read(InlinedFunctions.of(ExpressionReader.read(condition), context), context);
    }

    /**
     * All policies that hold for somebody who reads: one of the permissive ones has to be met, and every restrictive one.
     */
    public static PolicyReading together(List<Policy> policies, SecuredTable table) {
        List<PolicyReading> permissive = policies.stream()
                .filter(Policy::permissive)
                .map(policy -> read(policy, table))
                .toList();
        List<PolicyReading> restrictive = policies.stream()
                .filter(policy -> !policy.permissive())
                .map(policy -> read(policy, table))
                .toList();
        SqlExpression at = new SqlExpression.Unread("");
        if (permissive.isEmpty()) {
            return PolicyReading.fixed(at);
        }
        PolicyReading either = permissive.size() == 1 ? permissive.getFirst() : OrOfConditions.of(at, permissive);
        return every(at, Stream.concat(Stream.of(either), restrictive.stream()).toList());
    }

    private static PolicyReading read(SqlExpression condition, PolicyContext context) {
        if (condition instanceof SqlExpression.Operation operation && operation.is("AND")) {
            return every(condition, parts(operation, context));
        }
        if (condition instanceof SqlExpression.Operation operation && operation.is("OR")) {
            return OrOfConditions.of(condition, parts(operation, context));
        }
        Optional<PolicyReading> known = FORMS.stream()
                .flatMap(form -> form.read(condition, context).stream())
                .findFirst();
        return known.orElseGet(
                () -> context.isFixed(condition) ? PolicyReading.fixed(condition) : PolicyReading.unknown(condition));
    }

    private static List<PolicyReading> parts(SqlExpression.Operation operation, PolicyContext context) {
        return operation.operands().stream().map(part -> read(part, context)).toList();
    }

    /** The part that finds the fewest rows decides; the others are asked about those alone. */
    private static PolicyReading every(SqlExpression at, List<PolicyReading> parts) {
        for (Access access : List.of(Access.INDEX, Access.INDEX_MISSING, Access.UNKNOWN)) {
            Optional<PolicyReading> deciding =
                    parts.stream().filter(part -> part.access() == access).findFirst();
            if (deciding.isPresent()) {
                return deciding.get();
            }
        }
        return parts.stream()
                .filter(part -> part.access() == Access.FILTER)
                .max(Comparator.comparingDouble(PolicyReading::microsPerRow))
                .or(() -> parts.stream()
                        .filter(part -> part.access() == Access.PLAIN)
                        .findFirst())
                .orElseGet(() -> PolicyReading.fixed(at));
    }
}
