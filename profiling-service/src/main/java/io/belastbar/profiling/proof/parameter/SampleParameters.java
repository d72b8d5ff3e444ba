package io.belastbar.profiling.proof.parameter;

import io.belastbar.plans.Plan;
import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.proof.parameter.ParameterSet.Kind;
import io.belastbar.profiling.statement.StatementText;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds values for the parameters of a generic statement: those that are known, else those of the columns that the
 * parameters are compared with, as the reader sees them. Values of one table are taken from the same rows: each further
 * one among the rows that the values before it find. For a busy tenant, a quiet one and one that is not there.
 *
 * <p>What is told of it ({@link ParameterSet#chosen()}) names columns and ways, never a value, whatever the environment;
 * values of production are to be used where they were read and to be kept nowhere.
 */
public final class SampleParameters {
    private static final String NAME = "belastbar_sampled";

    private final TargetSession session;
    private final ReaderView view;
    private final KnownValues known;

    public SampleParameters(TargetSession session, ReaderView view, KnownValues known) {
        this.session = session;
        this.view = view;
        this.known = known;
    }

    /**
     * The statement with its sets; without any if a value is missing for one of its parameters.
     *
     * @param text a SELECT; of what writes or locks nothing is sampled
     * @param plan its generic plan with VERBOSE, made as the reader
     * @throws QueryRefused when the database cannot prepare it
     */
    public ProofStatement of(String queryId, String text, Plan plan) {
        String select = StatementText.of(text)
                .filter(statement -> statement.plannable() != null && !statement.isRewritten())
                .map(StatementText::plannable)
                .orElse(null);
        if (select == null) {
            return new ProofStatement(queryId, text, List.of(), List.of());
        }
        return session.inTransaction(() -> {
            takeRole();
            List<String> types = types(select);
            Map<Integer, ParameterPlace> places = ReadPlaces.of(plan, text);
            List<ParameterSet> sets = new ArrayList<>();
            ChooseTenant tenants = new ChooseTenant(session, view, tables(plan));
            for (Kind kind : Kind.values()) {
                tenants.of(kind)
                        .flatMap(tenant -> set(queryId, kind, types, places, tenant))
                        .ifPresent(sets::add);
            }
            return new ProofStatement(queryId, select, types, sets);
        });
    }

    private void takeRole() {
        session.rows("SELECT set_config('datestyle', 'ISO', true)");
        if (!view.role().isEmpty()) {
            session.rows("SELECT set_config('role', $1, true)", view.role());
        }
    }

    private static List<String> tables(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.attributes().text("Schema").isPresent()
                        && node.attributes().text("Relation Name").isPresent())
                .map(node -> io.belastbar.plans.index.Identifier.quoted(
                                node.attributes().text("Schema").orElseThrow())
                        + "."
                        + io.belastbar.plans.index.Identifier.quoted(
                                node.attributes().text("Relation Name").orElseThrow()))
                .distinct()
                .toList();
    }

    /** PostgreSQL itself says which types the parameters have. */
    private List<String> types(String text) {
        session.rows("PREPARE " + NAME + " AS " + text);
        try {
            return session.rows(
                            "SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = $1", NAME)
                    .getFirst()
                    .texts("types");
        } finally {
            session.rows("DEALLOCATE " + NAME);
        }
    }

    private Optional<ParameterSet> set(
            String queryId,
            Kind kind,
            List<String> types,
            Map<Integer, ParameterPlace> places,
            ChooseTenant.Tenant tenant) {
        List<Sentence> chosen = new ArrayList<>(tenant.chosen());
        tenant.valuesOf().forEach((name, value) -> session.rows("SELECT set_config($1, $2, true)", name, value));
        boolean absentTenant = kind == Kind.ABSENT && !tenant.settings().isEmpty();
        SampleRows sample = new SampleRows(session, absentTenant ? Kind.BUSY : kind);
        List<String> values = new ArrayList<>();
        for (int number = 1; number <= types.size(); number++) {
            Optional<Chosen> value = value(queryId, number, types.get(number - 1), places.get(number), sample);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get().value());
            chosen.add(value.get().why());
        }
        return Optional.of(new ParameterSet(kind, values, tenant.settings(), chosen));
    }

    /** A value and how it was found. */
    record Chosen(String value, Sentence why) {}

    private Optional<Chosen> value(String queryId, int number, String type, ParameterPlace place, SampleRows sample) {
        Optional<String> given = known.of(queryId, number);
        if (given.isPresent()) {
            return Optional.of(new Chosen(
                    given.get(),
                    new Sentence(
                            "$" + number + ": from the data of the scenario.",
                            "$" + number + ": aus den Daten des Szenarios.")));
        }
        if (place == null) {
            return AbsentValue.any(type)
                    .map(any -> new Chosen(
                            any,
                            new Sentence(
                                    "$" + number + ": compared with no column; any value of type " + type + ".",
                                    "$" + number + ": mit keiner Spalte verglichen; irgendein Wert vom Typ " + type
                                            + ".")));
        }
        return sample.value(place, type);
    }

    /** Rows of a question. */
    static Optional<String> first(List<TargetRow> rows) {
        return rows.stream().findFirst().map(row -> row.text("value"));
    }
}
