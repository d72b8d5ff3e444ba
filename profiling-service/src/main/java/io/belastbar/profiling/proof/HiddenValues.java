package io.belastbar.profiling.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.belastbar.profiling.proof.ProofResult.Measured;
import io.belastbar.profiling.proof.ProofResult.ProvenSet;
import io.belastbar.profiling.proof.ProofResult.ProvenStatement;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;

/** A report without values of rows: those that statements ran with, and those that plans repeat. */
final class HiddenValues {
    private static final String HIDDEN = "…";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a plan names, rather than computes. */
    private static final Set<String> NAMES = Set.of(
            "Node Type",
            "Parent Relationship",
            "Join Type",
            "Strategy",
            "Partial Mode",
            "Scan Direction",
            "Operation",
            "Relation Name",
            "Schema",
            "Alias",
            "Index Name",
            "Subplan Name",
            "Sort Method",
            "Sort Space Type",
            "CTE Name",
            "Function Name");

    private static final Pattern VALUE = Pattern.compile("'(?:[^']|'')*'|(?<![\\w$.\"])-?\\d+(?:\\.\\d+)?(?![\\w\"])");

    private HiddenValues() {}

    static ProofReport of(ProofReport report) {
        return new ProofReport(
                report.copy(),
                report.notes(),
                report.results().stream().map(HiddenValues::of).toList(),
                report.partsMs());
    }

    private static ProofResult of(ProofResult result) {
        return new ProofResult(
                result.finding(),
                result.index(),
                result.table(),
                result.ddl(),
                result.verdict(),
                result.reason(),
                result.statements().stream().map(HiddenValues::of).toList(),
                result.indexBytes(),
                result.buildMs(),
                result.blocksFactor(),
                result.timeFactor(),
                result.inserts());
    }

    private static ProvenStatement of(ProvenStatement statement) {
        return new ProvenStatement(
                statement.queryId(),
                statement.text(),
                statement.sets().stream().map(HiddenValues::of).toList(),
                statement.problem());
    }

    private static ProvenSet of(ProvenSet set) {
        return new ProvenSet(
                set.name(),
                set.tenant() == null ? null : HIDDEN,
                Collections.nCopies(set.values().size(), HIDDEN),
                of(set.before()),
                of(set.after()));
    }

    private static Measured of(Measured measured) {
        return new Measured(
                measured.blocks(),
                measured.medianMs(),
                measured.runs(),
                measured.rows(),
                measured.indexUsed(),
                plan(measured.plan()));
    }

    static String plan(String json) {
        try {
            return hidden(JSON.readTree(json)).toString();
        } catch (JsonProcessingException other) {
            throw new IllegalStateException("EXPLAIN answers JSON", other);
        }
    }

    private static JsonNode hidden(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                object.properties().stream()
                        .filter(field -> !NAMES.contains(field.getKey()))
                        .forEach(field -> field.setValue(hidden(field.getValue())));
                yield object;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, hidden(array.get(i)));
                }
                yield array;
            }
            case TextNode text ->
                TextNode.valueOf(VALUE.matcher(text.textValue()).replaceAll("'" + HIDDEN + "'"));
            default -> node;
        };
    }
}
