package io.belastbar.chaos.expectation.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.HttpReading.Answered;
import io.belastbar.chaos.expectation.http.HttpReading.NotAsked;
import io.belastbar.chaos.expectation.http.HttpReading.Unanswered;
import io.belastbar.chaos.expectation.http.JsonValues;
import io.belastbar.chaos.expectation.http.Request;
import io.belastbar.document.DocumentNode;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * No answer to a tenant's user holds a row of another tenant.
 *
 * @param request what each user asks; without {@code as}
 * @param tenants by name, with the credential of one of its users
 * @param organisation where the tenant's name stands in each row; empty: rows do not say it
 * @param id where each row's id stands: none may be seen by two tenants; empty: rows have none
 * @param rowsMin how many rows each user must see at least for the answers to prove anything
 */
public record TenantIsolation(
        Request request, Map<String, String> tenants, Optional<String> organisation, Optional<String> id, int rowsMin)
        implements Expectation {

    public static final String TYPE = "tenant-isolation";
    private static final int SHOWN_MAX = 5;

    public TenantIsolation {
        tenants = Collections.unmodifiableMap(new LinkedHashMap<>(tenants));
    }

    public static Optional<TenantIsolation> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(
                alsoKnown, "target", "request", "login", "timeout", "tenants", "organisation", "id", "rows-at-least");
        Map<String, String> tenants = new LinkedHashMap<>();
        fields.list("tenants", 2).forEach(at -> tenant(at, fields, tenants));
        Request request = Request.readFor(fields);
        Optional<String> organisation = JsonValues.optionalPath(fields, "organisation");
        Optional<String> id = JsonValues.optionalPath(fields, "id");
        if (organisation.isEmpty() && id.isEmpty()) {
            fields.fault("organisation", "or id is required: a JSONPath by which rows are told apart");
        }
        int rowsMin = fields.between("rows-at-least", 1, 200, 1);
        return fields.ifSound(() -> new TenantIsolation(request, tenants, organisation, id, rowsMin));
    }

    private static void tenant(DocumentNode at, ExpectationFields around, Map<String, String> tenants) {
        ExpectationFields fields = around.in(at).only(Set.of(), "tenant", "as");
        String name = fields.name("tenant");
        if (tenants.put(name, fields.name("as")) != null) {
            around.fault(at, "must name each tenant once");
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> targets() {
        return Set.of(request.target());
    }

    @Override
    public Set<String> credentials() {
        return Set.copyOf(tenants.values());
    }

    @Override
    public Sentence sentence() {
        return new Sentence(
                "no foreign row in any answer to " + request.text() + " (" + tenants.size() + " tenants)",
                "keine fremde Zeile in einer Antwort auf " + request.text() + " (" + tenants.size() + " Mandanten)");
    }

    /**
     * Judges what each tenant's user saw.
     *
     * @return VIOLATED by one foreign row. UNKNOWN if no two tenants saw rows: then nothing was compared. An answer that
     *     is an error holds no rows, and no foreign one
     */
    public Observation judge(Map<String, HttpReading> readings) {
        Map<String, String> ownerOfId = new HashMap<>();
        List<String> foreign = new ArrayList<>();
        Map<String, String> details = new LinkedHashMap<>();
        int proven = 0;
        for (var reading : readings.entrySet()) {
            String tenant = reading.getKey();
            int rows = 0;
            switch (reading.getValue()) {
                case Answered answered -> rows = rows(tenant, answered, ownerOfId, foreign);
                case Unanswered none -> details.put("silent." + tenant, none.reason());
                case NotAsked(String reason) -> details.put("notAsked." + tenant, reason);
            }
            details.put("rows." + tenant, String.valueOf(rows));
            proven += rows >= rowsMin ? 1 : 0;
        }
        if (!foreign.isEmpty()) {
            details.put("foreignRows", String.valueOf(foreign.size()));
            String shown = foreign.stream().limit(SHOWN_MAX).collect(Collectors.joining("; "));
            return new Observation(
                    Result.VIOLATED,
                    new Sentence(
                            foreign.size() + " foreign rows: " + shown, foreign.size() + " fremde Zeilen: " + shown),
                    details);
        }
        Sentence seen = new Sentence(
                "rows of their own only, for " + proven + " of " + tenants.size() + " tenants",
                "nur eigene Zeilen, bei " + proven + " von " + tenants.size() + " Mandanten");
        return new Observation(proven >= 2 ? Result.HOLDS : Result.UNKNOWN, seen, details);
    }

    private int rows(String tenant, Answered answered, Map<String, String> ownerOfId, List<String> foreign) {
        List<JsonNode> organisations =
                organisation.map(path -> JsonValues.at(path, answered.body())).orElse(List.of());
        organisations.stream()
                .map(JsonNode::asText)
                .filter(name -> !name.equals(tenant))
                .forEach(name -> foreign.add(tenant + " saw a row of " + name));
        List<JsonNode> ids =
                id.map(path -> JsonValues.at(path, answered.body())).orElse(List.of());
        ids.stream().map(JsonNode::asText).distinct().forEach(row -> {
            String owner = ownerOfId.putIfAbsent(row, tenant);
            if (owner != null && !owner.equals(tenant)) {
                foreign.add(tenant + " and " + owner + " saw row " + row);
            }
        });
        return Math.max(organisations.size(), ids.size());
    }
}
