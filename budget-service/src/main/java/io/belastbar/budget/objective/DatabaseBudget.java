package io.belastbar.budget.objective;

import io.belastbar.contracts.Severity;
import java.util.List;

/**
 * The promises of one kind of statement.
 *
 * @param subject the budget's own words, for example {@code SELECT query on employees}
 * @param selector which statements these words mean
 * @param severity of a violation: the budget's {@code budget} key
 */
public record DatabaseBudget(
        String subject,
        StatementSelector selector,
        Severity severity,
        String description,
        List<DatabaseObjective> objectives,
        String notes) {}
