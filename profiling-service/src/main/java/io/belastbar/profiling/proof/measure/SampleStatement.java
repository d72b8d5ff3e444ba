package io.belastbar.profiling.proof.measure;

import static io.belastbar.profiling.proof.session.Identifiers.literal;
import static io.belastbar.profiling.proof.session.Identifiers.quoted;

import io.belastbar.plans.Plan;
import io.belastbar.plans.PlanParser;
import io.belastbar.profiling.proof.StatementToProve;
import io.belastbar.profiling.proof.StatementToProve.ParameterSet;
import io.belastbar.profiling.proof.catalogue.SearchPath;
import io.belastbar.profiling.proof.parameter.KnownValues;
import io.belastbar.profiling.proof.parameter.ProofStatement;
import io.belastbar.profiling.proof.parameter.ReaderView;
import io.belastbar.profiling.proof.parameter.SampleParameters;
import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SqlFailure;
import io.belastbar.profiling.statement.StatementText;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Values for a statement of which only the text is known, from the rows of the copy. Of a SELECT the plan says with which
 * columns its parameters are compared ({@link SampleParameters}); of a statement that writes, its text ({@link SampleValues}).
 */
public final class SampleStatement {
    private final Session scratch;
    private final String role;
    private final String tenantSetting;
    private final SampleValues byText;

    /**
     * @param role that measures: only what it sees is a value
     * @param tenantSetting null where there are no tenants
     */
    public SampleStatement(Session scratch, String role, String tenantSetting) {
        this.scratch = scratch;
        this.role = role;
        this.tenantSetting = tenantSetting;
        this.byText = new SampleValues(scratch, role, tenantSetting);
    }

    /**
     * The statement with values.
     *
     * @param rowsByTenant empty where there are no tenants
     * @throws SqlFailure when the database does not take the statement
     */
    public StatementToProve sampled(StatementToProve statement, Map<String, Long> rowsByTenant) {
        boolean reads = StatementText.of(statement.text())
                .filter(text -> text.plannable() != null && !text.isRewritten())
                .isPresent();
        if (!reads) {
            return byText.sampled(statement, rowsByTenant);
        }
        String text = StatementText.of(statement.text()).orElseThrow().plannable();
        ReaderView view = tenantSetting == null
                ? new ReaderView(role, "", List.of())
                : new ReaderView(role, tenantSetting, List.copyOf(rowsByTenant.keySet()));
        ProofStatement sampled = new SampleParameters(new CopySession(scratch), view, KnownValues.NONE)
                .of(Objects.requireNonNullElse(statement.queryId(), ""), statement.text(), generic(text, view));
        return sampled.sets().isEmpty()
                ? byText.sampled(statement, rowsByTenant)
                : new StatementToProve(statement.queryId(), sampled.text(), sets(sampled, view));
    }

    /** What differs from the sets before it in neither tenant nor values tells nothing more. */
    private static List<ParameterSet> sets(ProofStatement sampled, ReaderView view) {
        Map<List<Object>, ParameterSet> different = new LinkedHashMap<>();
        for (var set : sampled.sets()) {
            String tenant = set.settings().get(view.tenantSetting());
            String name = set.kind().name().toLowerCase(Locale.ROOT);
            different.putIfAbsent(Arrays.asList(tenant, set.values()), new ParameterSet(name, tenant, set.values()));
        }
        return List.copyOf(different.values());
    }

    /** Also of servers before 16, which have no GENERIC_PLAN. */
    private Plan generic(String text, ReaderView view) {
        scratch.execute("DEALLOCATE ALL");
        scratch.begin();
        try {
            scratch.execute(SearchPath.LOCAL);
            if (view.knowsTenants()) {
                scratch.execute("SELECT pg_catalog.set_config(" + literal(tenantSetting) + ", "
                        + literal(view.tenants().getFirst()) + ", true)");
            }
            scratch.execute("SET LOCAL plan_cache_mode = force_generic_plan");
            scratch.execute("SET LOCAL ROLE " + quoted(role));
            scratch.execute("PREPARE belastbar_generic AS " + text);
            int parameters = scratch.column(
                            "SELECT unnest(parameter_types)::text FROM pg_catalog.pg_prepared_statements"
                                    + " WHERE name = 'belastbar_generic'")
                    .size();
            String nulls =
                    parameters == 0 ? "" : " (" + String.join(", ", Collections.nCopies(parameters, "NULL")) + ")";
            return PlanParser.plan(scratch.text("EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE belastbar_generic" + nulls));
        } finally {
            scratch.rollback();
            scratch.execute("DEALLOCATE ALL");
        }
    }
}
