package io.belastbar.profiling.rls.reading;

import io.belastbar.profiling.rls.expression.SqlExpression;
import java.util.Optional;

/** One way to write a policy. It looks at a condition without AND and OR on top. */
public interface PolicyForm {
    /** In kebab case, stable: part of fingerprints and of the table of forms. */
    String name();

    /** What this form means for the table; empty when the condition is not of this form. */
    Optional<PolicyReading> read(SqlExpression condition, PolicyContext context);
}
