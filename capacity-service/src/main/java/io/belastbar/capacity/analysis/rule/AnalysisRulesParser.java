package io.belastbar.capacity.analysis.rule;

import io.belastbar.capacity.analysis.rule.AnalysisRule.Bound;
import io.belastbar.capacity.analysis.rule.AnalysisRule.Figure;
import io.belastbar.capacity.analysis.rule.AnalysisRule.Priority;
import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code analysis-rules.yml}; reports all errors at once. */
final class AnalysisRulesParser {
    private static final int DAYS_MAX = 730;
    private static final int RULES_MAX = 100;
    private static final double COST_MAX = 1e9;
    private static final int TEXT_MAX = 200;
    private static final Set<String> FIELDS =
            Set.of("of", "in_days", "above", "priority", "action", "timeline", "estimated_cost", "currency");

    private AnalysisRulesParser() {}

    /** @throws io.belastbar.document.InvalidInput with every fault and its line */
    static AnalysisRules parse(String text) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(text);
        if (!root.requireMapping(errors)) {
            errors.throwIfAny("not the rules of an analysis");
        }
        root.rejectUnknown(Set.of("analysis"), errors);
        DocumentNode analysis = root.required("analysis", errors);
        if (!analysis.requireMapping(errors)) {
            errors.throwIfAny("not the rules of an analysis");
        }
        analysis.rejectUnknown(Set.of("rules"), errors);
        DocumentNode list = analysis.required("rules", errors);
        List<AnalysisRule> rules = new ArrayList<>();
        if (list.requireSequence(errors)) {
            if (list.items().size() > RULES_MAX) {
                errors.add(
                        list,
                        "must have at most " + RULES_MAX + " rules",
                        "" + list.items().size());
            } else {
                list.items().forEach(node -> rule(node, errors).ifPresent(rules::add));
            }
        }
        errors.throwIfAny("the rules of the analysis have errors");
        return new AnalysisRules(rules);
    }

    private static Optional<AnalysisRule> rule(DocumentNode node, ErrorCollector errors) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        node.rejectUnknown(FIELDS, errors);
        Optional<Figure> of = constant(node, "of", Figure.values(), errors);
        Optional<Priority> priority = constant(node, "priority", Priority.values(), errors);
        Optional<Bound> bound = bound(node.required("above", errors), errors);
        of.ifPresent(figure -> bound.ifPresent(above -> fits(figure, above, node, errors)));
        int days = days(node.required("in_days", errors), errors);
        double cost = node.optional("estimated_cost")
                .map(amount -> cost(amount, errors))
                .orElse(0.0);
        Sentence action = sentence(node.required("action", errors), errors);
        Sentence timeline = sentence(node.required("timeline", errors), errors);
        String currency =
                node.optional("currency").map(code -> currency(code, errors)).orElse("EUR");
        return of.isEmpty() || priority.isEmpty() || bound.isEmpty()
                ? Optional.empty()
                : Optional.of(new AnalysisRule(
                        of.get(), days, bound.get(), priority.get(), action, timeline, cost, currency));
    }

    private static int days(DocumentNode node, ErrorCollector errors) {
        Optional<Long> days = node.asInteger(errors);
        if (days.isPresent() && (days.get() < 1 || days.get() > DAYS_MAX)) {
            errors.add(node, "is a number of days from 1 to " + DAYS_MAX);
            return 1;
        }
        return days.orElse(1L).intValue();
    }

    private static double cost(DocumentNode node, ErrorCollector errors) {
        Optional<Double> cost = node.asNumber(errors);
        if (cost.isPresent() && !(cost.get() >= 0 && cost.get() <= COST_MAX)) {
            errors.add(node, "is an amount from 0 to 1,000,000,000");
        }
        return cost.orElse(0.0);
    }

    private static String currency(DocumentNode node, ErrorCollector errors) {
        String code = node.asName(errors).orElse("");
        try {
            return code.isEmpty() ? code : Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            errors.add(node, "must be a currency by ISO 4217, such as EUR");
            return "";
        }
    }

    private static Optional<Bound> bound(DocumentNode node, ErrorCollector errors) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        node.rejectUnknown(Set.of("value", "unit", "share_of_limit"), errors);
        Optional<DocumentNode> share = node.optional("share_of_limit");
        Optional<DocumentNode> value = node.optional("value");
        if (share.isPresent() == value.isPresent()) {
            errors.add(node, "has either a value with its unit or a share_of_limit");
            return Optional.empty();
        }
        if (value.isPresent()) {
            String unit = node.name("unit", errors);
            return value.get().asNumber(errors).map(number -> new Bound.Value(number, unit));
        }
        Optional<Double> part = share.get().asNumber(errors);
        if (part.isPresent() && !(part.get() > 0 && part.get() <= 1)) {
            errors.add(share.get(), "is a share above 0 and at most 1");
        }
        return part.map(Bound.ShareOfLimit::new);
    }

    /** A bound that nothing could ever lie above is a fault, not a rule that keeps silent. */
    private static void fits(Figure of, Bound bound, DocumentNode node, ErrorCollector errors) {
        if (bound instanceof Bound.Value(double value, String unit) && !unit.isEmpty() && !isOf(of, unit)) {
            errors.add(
                    node.required("above", errors).required("unit", errors),
                    of == Figure.queryLatency ? "is a time, such as ms" : "is a size, such as GB, or percent");
        }
    }

    private static boolean isOf(Figure of, String unit) {
        return switch (of) {
            case queryLatency -> Units.convert(1, unit, "s").isPresent();
            case diskSpace ->
                Units.convert(1, unit, "B").isPresent()
                        || Units.convert(1, unit, Units.PERCENT).isPresent();
            case connections -> true;
        };
    }

    /** In both languages; a bare text is the same in both. */
    private static Sentence sentence(DocumentNode node, ErrorCollector errors) {
        if (node.kind() == DocumentNode.Kind.SCALAR) {
            return Sentence.verbatim(text(node, errors));
        }
        if (!node.requireMapping(errors)) {
            return Sentence.verbatim("");
        }
        node.rejectUnknown(Set.of("en", "de"), errors);
        return new Sentence(text(node.required("en", errors), errors), text(node.required("de", errors), errors));
    }

    private static String text(DocumentNode node, ErrorCollector errors) {
        Optional<String> text = node.asName(errors).map(String::strip);
        if (text.isPresent() && (text.get().isEmpty() || text.get().length() > TEXT_MAX)) {
            errors.add(node, "must have between 1 and " + TEXT_MAX + " characters");
        }
        return text.orElse("");
    }

    private static <E extends Enum<E>> Optional<E> constant(
            DocumentNode node, String field, E[] all, ErrorCollector errors) {
        String text = node.name(field, errors);
        Optional<E> found =
                Arrays.stream(all).filter(one -> one.name().equals(text)).findFirst();
        if (found.isEmpty() && !text.isEmpty()) {
            errors.add(node.required(field, errors), "is one of " + Arrays.toString(all));
        }
        return found;
    }
}
