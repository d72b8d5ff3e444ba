package io.belastbar.chaos.expectation.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.Paths;
import io.belastbar.chaos.expectation.data.QueryResult.Rows;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.JsonValues;
import io.belastbar.chaos.expectation.http.Request;
import io.belastbar.report.Sentence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the application answers, from its cache perhaps, is what its database holds. The query gives a row an entity: first
 * what replaces <code>{key}</code> in the request's path, then the values in the order of {@code values}.
 *
 * @param values JSONPaths into the answer
 */
public record CacheEqualsDatabase(Request request, SqlQuery query, List<String> values) implements Expectation {

    public static final String TYPE = "cache-equals-database";
    static final int ENTITIES_MAX = 50;
    private static final int SHOWN_MAX = 5;

    public static Optional<CacheEqualsDatabase> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, Request.fieldsAnd("database", "credential", "sql", "values"));
        Request request = Request.read(fields);
        if (fields.sound() && !request.path().contains(Paths.KEY)) {
            fields.fault("request", "must have " + Paths.KEY + " where an entity's key stands in the path");
        }
        SqlQuery query = SqlQuery.of(fields.name("database"), fields);
        List<String> values = fields.names("values");
        values.stream()
                .filter(path -> !JsonValues.compiles(path))
                .findFirst()
                .ifPresent(none -> fields.fault("values", "must be JSONPaths such as $.name"));
        if (values.isEmpty()) {
            fields.fault("values", "must name at least one JSONPath");
        }
        return fields.ifSound(() -> new CacheEqualsDatabase(request, query, values));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> targets() {
        return Set.of(request.target(), query.target());
    }

    @Override
    public Set<String> credentials() {
        return Stream.concat(request.as().stream(), Stream.of(query.credential()))
                .collect(Collectors.toSet());
    }

    @Override
    public Sentence sentence() {
        return new Sentence(
                request.text() + " answers what " + query.target() + " holds",
                request.text() + " antwortet, was in " + query.target() + " steht");
    }

    /** The request for one entity. */
    Request of(String key) {
        return request.at(request.path().replace(Paths.KEY, Paths.encoded(key)));
    }

    /**
     * Judges what both said of the same entities. A row that changed between two readings of the database is left out: it
     * is written to meanwhile.
     *
     * @param answers by key
     * @return NOT_YET while one differs: a cache may still catch up. UNKNOWN if nothing could be compared
     */
    public Observation judge(Rows before, Rows after, Map<String, HttpReading> answers) {
        List<String> differ = new ArrayList<>();
        int compared = 0;
        int silent = 0;
        for (List<String> row : before.rows()) {
            HttpReading answer = answers.get(row.getFirst());
            if (answer == null || !after.rows().contains(row)) {
                continue;
            }
            if (!(answer instanceof Answered found) || found.status() >= 500) {
                silent++;
                continue;
            }
            compared++;
            difference(row, found).ifPresent(differ::add);
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put("compared", String.valueOf(compared));
        details.put("different", String.valueOf(differ.size()));
        details.put("unanswered", String.valueOf(silent));
        if (compared == 0) {
            return new Observation(
                    Result.UNKNOWN, new Sentence("nothing to compare", "nichts zu vergleichen"), details);
        }
        String shown = String.join("; ", differ.subList(0, Math.min(SHOWN_MAX, differ.size())));
        return new Observation(
                differ.isEmpty() ? silent == 0 ? Result.HOLDS : Result.UNKNOWN : Result.NOT_YET,
                new Sentence(
                        differ.size() + " of " + compared + " differ" + (shown.isEmpty() ? "" : ": " + shown),
                        differ.size() + " von " + compared + " weichen ab" + (shown.isEmpty() ? "" : ": " + shown)),
                details);
    }

    private Optional<String> difference(List<String> row, Answered answer) {
        if (answer.status() / 100 != 2) {
            return Optional.of(row.getFirst() + ": status " + answer.status());
        }
        for (int i = 0; i < values.size(); i++) {
            String stored = i + 1 < row.size() ? row.get(i + 1) : null;
            String path = values.get(i);
            JsonNode shown =
                    JsonValues.at(path, answer.body()).stream().findFirst().orElse(null);
            if (!same(stored, shown)) {
                return Optional.of(row.getFirst() + " " + path + ": " + shown + " ≠ " + stored);
            }
        }
        return Optional.empty();
    }

    private static boolean same(String stored, JsonNode shown) {
        boolean nothing = shown == null || shown.isNull();
        if (stored == null || nothing) {
            return stored == null && nothing;
        }
        if (shown.isNumber()) {
            try {
                return new BigDecimal(stored).compareTo(shown.decimalValue()) == 0;
            } catch (NumberFormatException noNumber) {
                return false;
            }
        }
        return stored.equals(shown.asText());
    }
}
