package io.belastbar.chaos.expectation.data;

import io.belastbar.chaos.expectation.Band;
import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Measured;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.data.QueryResult.Away;
import io.belastbar.chaos.expectation.data.QueryResult.Refused;
import io.belastbar.chaos.expectation.data.QueryResult.Rows;
import io.belastbar.quantity.Count;
import io.belastbar.report.Sentence;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The first value of a query's first row is a given one, or lies in a band.
 *
 * @param equal as the value is written; empty: the band counts
 * @param band empty: {@code equal} counts
 */
public record SqlProbe(SqlQuery query, Optional<String> equal, Optional<Band<Count>> band) implements Expectation {

    public static final String TYPE = "sql-probe";

    public static Optional<SqlProbe> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, "target", "credential", "sql", "equals", "at-least", "at-most");
        SqlQuery query = SqlQuery.read(fields);
        Optional<String> equal = fields.optionalName("equals");
        boolean ends = fields.optional("at-least").isPresent()
                || fields.optional("at-most").isPresent();
        if (equal.isPresent() && ends) {
            fields.fault("equals", "must not stand beside at-least or at-most");
        }
        Optional<Band<Count>> band = equal.isEmpty() || ends ? fields.band(Count::parse) : Optional.empty();
        return fields.ifSound(() -> new SqlProbe(query, equal, band));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> targets() {
        return Set.of(query.target());
    }

    @Override
    public Set<String> credentials() {
        return Set.of(query.credential());
    }

    @Override
    public Sentence sentence() {
        Sentence wanted = equal.map(value -> Sentence.verbatim("= " + value))
                .orElseGet(() -> band.orElseThrow().sentence());
        String line = query.sql().strip().replaceAll("\\s+", " ");
        return new Sentence(
                query.target() + ": " + line + ": " + wanted.english(),
                query.target() + ": " + line + ": " + wanted.german());
    }

    /** @return NOT_YET while the database is away; UNKNOWN if it refuses the query, or the value is no number */
    public Observation judge(QueryResult result) {
        return switch (result) {
            case Refused(String reason) ->
                Observation.unknown(
                        "the database refuses the query: " + reason, "die Datenbank weist die Abfrage ab: " + reason);
            case Away(String reason) ->
                new Observation(
                        Result.NOT_YET, new Sentence("no answer: " + reason, "keine Antwort: " + reason), Map.of());
            case Rows found -> judge(found);
        };
    }

    private Observation judge(Rows found) {
        if (found.rows().isEmpty() || found.rows().getFirst().isEmpty()) {
            return new Observation(Result.NOT_YET, new Sentence("no row", "keine Zeile"), Map.of("rows", "0"));
        }
        String value = String.valueOf(found.rows().getFirst().getFirst());
        Map<String, String> details = Map.of("value", value);
        if (equal.isPresent()) {
            Result result = equal.get().equals(value) ? Result.HOLDS : Result.NOT_YET;
            return new Observation(result, Sentence.verbatim(value), details);
        }
        try {
            double number = Double.parseDouble(value);
            boolean inside = band.orElseThrow().place(Measured.exactly(number)) == Band.Place.INSIDE;
            return new Observation(inside ? Result.HOLDS : Result.NOT_YET, Sentence.verbatim(value), details);
        } catch (NumberFormatException noNumber) {
            return Observation.unknown("no number: " + value, "keine Zahl: " + value);
        }
    }
}
