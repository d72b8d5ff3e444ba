package io.belastbar.profiling.proof.record;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.profiling.proof.CandidateToProve;
import io.belastbar.profiling.proof.StatementToProve;
import io.belastbar.profiling.proof.StatementToProve.ParameterSet;
import io.belastbar.profiling.proof.measure.IndexStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to have proven.
 *
 * @param finding the number of the finding whose index it is; null for none
 * @param candidates indexes that are given; with neither, those of all open findings are meant
 */
public record ProofRequest(String finding, List<CandidateToProve> candidates) {
    private static final Set<String> FIELDS = Set.of("finding", "candidates");
    private static final int CANDIDATES_MAX = 20;
    private static final int STATEMENTS_MAX = 50;
    private static final int SETS_MAX = 10;
    private static final int TEXT_MAX = 1 << 20;

    public ProofRequest {
        candidates = List.copyOf(candidates);
    }

    /** Whether it means whatever is open. */
    public boolean isOpen() {
        return finding == null && candidates.isEmpty();
    }

    /** @throws io.belastbar.document.InvalidInput with every fault of the body */
    public static ProofRequest parse(String body) {
        if (body == null || body.isBlank()) {
            return new ProofRequest(null, List.of());
        }
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body);
        List<CandidateToProve> candidates = new ArrayList<>();
        Optional<String> finding = Optional.empty();
        if (root.requireMapping(errors)) {
            root.rejectUnknown(FIELDS, errors);
            finding = root.optionalName("finding", errors);
            items(root, "candidates", CANDIDATES_MAX, errors).forEach(item -> candidates.add(candidate(item, errors)));
            if (finding.isPresent() && !candidates.isEmpty()) {
                errors.add(root, "needs a finding or candidates, not both", "");
            }
        }
        errors.throwIfAny("the request for a proof has faults");
        return new ProofRequest(finding.orElse(null), candidates);
    }

    private static CandidateToProve candidate(DocumentNode node, ErrorCollector errors) {
        node.rejectUnknown(Set.of("ddl", "statements"), errors);
        String ddl = node.string("ddl", errors);
        if (ddl != null) {
            try {
                IndexStatement.of(ddl);
            } catch (IllegalArgumentException other) {
                errors.add(node.required("ddl", errors), other.getMessage(), shortened(ddl));
            }
        }
        List<StatementToProve> statements = new ArrayList<>();
        items(node, "statements", STATEMENTS_MAX, errors).forEach(item -> statements.add(statement(item, errors)));
        if (statements.isEmpty()) {
            errors.add(node, "needs statements that the index is to serve", "");
        }
        return new CandidateToProve(null, ddl, statements);
    }

    private static StatementToProve statement(DocumentNode node, ErrorCollector errors) {
        node.rejectUnknown(Set.of("text", "queryId", "parameters"), errors);
        String text = node.string("text", errors);
        if (text != null && text.length() > TEXT_MAX) {
            errors.add(
                    node.required("text", errors), "may have at most " + TEXT_MAX + " characters", text.length() + "");
        }
        List<ParameterSet> sets = new ArrayList<>();
        items(node, "parameters", SETS_MAX, errors).forEach(item -> sets.add(set(item, errors)));
        return new StatementToProve(node.optionalString("queryId", errors).orElse(null), text, sets);
    }

    private static ParameterSet set(DocumentNode node, ErrorCollector errors) {
        node.rejectUnknown(Set.of("name", "tenant", "values"), errors);
        List<String> values = new ArrayList<>();
        items(node, "values", SETS_MAX * SETS_MAX, errors)
                .forEach(item -> values.add(
                        item.kind() == DocumentNode.Kind.NULL
                                ? null
                                : item.asString(errors).orElse(null)));
        return new ParameterSet(
                node.name("name", errors), node.optionalString("tenant", errors).orElse(null), values);
    }

    private static List<DocumentNode> items(DocumentNode node, String field, int max, ErrorCollector errors) {
        Optional<DocumentNode> list = node.optional(field).filter(found -> found.requireSequence(errors));
        list.filter(found -> found.items().size() > max)
                .ifPresent(found -> errors.add(
                        found,
                        "may have at most " + max + " items",
                        found.items().size() + ""));
        return list.map(DocumentNode::items).orElse(List.of()).stream()
                .limit(max)
                .toList();
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
