package io.belastbar.capacity.analysis.rule;

import io.belastbar.capacity.analysis.rule.AnalysisRule.Bound;
import io.belastbar.capacity.analysis.rule.AnalysisRule.Figure;
import io.belastbar.capacity.analysis.rule.AnalysisRule.Priority;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.report.Sentence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of the daily analysis, as the data file {@code analysis-rules.yml} lists them. */
public final class AnalysisRules {
    private static final String FILE = "analysis-rules.yml";
    private static final int DAYS_MAX = 730;
    private static final Set<String> FIELDS =
            Set.of("of", "in_days", "above", "priority", "action", "timeline", "estimated_cost", "currency");

    private AnalysisRules() {}

    /** Those of this version of the service. */
    public static List<AnalysisRule> own() {
        return Own.RULES;
    }

    private static final class Own {
        static final List<AnalysisRule> RULES = parse(text());

        private static String text() {
            try (InputStream in = AnalysisRules.class.getResourceAsStream(FILE)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("a resource should be readable: " + FILE, unreadable);
            }
        }
    }

    /** @throws io.belastbar.document.InvalidInput with every fault and its line */
    static List<AnalysisRule> parse(String text) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode list = DocumentParser.parse(text).required("rules", errors);
        List<AnalysisRule> rules = new ArrayList<>();
        if (list.requireSequence(errors)) {
            list.items().forEach(node -> rule(node, errors).ifPresent(rules::add));
        }
        errors.throwIfAny("the rules of the analysis have errors");
        return List.copyOf(rules);
    }

    private static Optional<AnalysisRule> rule(DocumentNode node, ErrorCollector errors) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        node.rejectUnknown(FIELDS, errors);
        Optional<Figure> of = constant(node, "of", Figure.values(), errors);
        Optional<Priority> priority = constant(node, "priority", Priority.values(), errors);
        Optional<Bound> bound = bound(node.required("above", errors), errors);
        int days = (int) Math.min(node.optionalInteger("in_days", errors).orElse(0L), Integer.MAX_VALUE);
        if (days < 1 || days > DAYS_MAX) {
            errors.add(node.required("in_days", errors), "is a number of days from 1 to " + DAYS_MAX);
        }
        double cost = node.optionalNumber("estimated_cost", errors).orElse(0.0);
        if (!(cost >= 0) || Double.isInfinite(cost)) {
            errors.add(node.required("estimated_cost", errors), "is an amount of 0 or more");
        }
        Sentence action = sentence(node.required("action", errors), errors);
        Sentence timeline = sentence(node.required("timeline", errors), errors);
        String currency = node.optionalString("currency", errors).orElse("EUR");
        return of.isEmpty() || priority.isEmpty() || bound.isEmpty()
                ? Optional.empty()
                : Optional.of(new AnalysisRule(
                        of.get(), days, bound.get(), priority.get(), action, timeline, cost, currency));
    }

    private static Optional<Bound> bound(DocumentNode node, ErrorCollector errors) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        node.rejectUnknown(Set.of("value", "unit", "share_of_limit"), errors);
        Optional<Double> share = node.optionalNumber("share_of_limit", errors);
        Optional<Double> value = node.optionalNumber("value", errors);
        if (share.isPresent() == value.isPresent()) {
            errors.add(node, "has either a value with its unit or a share_of_limit");
            return Optional.empty();
        }
        return share.isPresent()
                ? share.map(Bound.ShareOfLimit::new)
                : Optional.of(new Bound.Value(value.get(), node.string("unit", errors)));
    }

    private static Sentence sentence(DocumentNode node, ErrorCollector errors) {
        if (!node.requireMapping(errors)) {
            return Sentence.verbatim("");
        }
        return new Sentence(node.string("en", errors), node.string("de", errors));
    }

    private static <E extends Enum<E>> Optional<E> constant(
            DocumentNode node, String field, E[] all, ErrorCollector errors) {
        String text = node.string(field, errors);
        Optional<E> found =
                Arrays.stream(all).filter(one -> one.name().equals(text)).findFirst();
        if (found.isEmpty() && !text.isEmpty()) {
            errors.add(node.required(field, errors), "is one of " + Arrays.toString(all));
        }
        return found;
    }
}
