package io.belastbar.load.threshold;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentNode.Kind;
import io.belastbar.document.ErrorCollector;
import io.belastbar.load.threshold.Threshold.Origin;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the thresholds of a scenario: a list of expressions and of mappings with {@code on, expression, metric, window,
 * abort-on-fail, delay}; or k6's mapping of metrics to expressions, so that thresholds can be taken over as they are.
 * Several conditions joined by {@code &&} become one threshold each.
 */
public final class ThresholdParser {

    private static final Set<String> KEYS = Set.of("on", "expression", "metric", "window", "abort-on-fail", "delay");
    private static final Duration TIME_MAX = Duration.ofHours(1);

    /** What stands around an expression. */
    record Options(Scope on, TimeBasis metric, Duration window, boolean abortOnFail, Duration delay) {

        static Options of(Scope on) {
            return new Options(on, TimeBasis.RESPONSE, null, false, Duration.ZERO);
        }

        Threshold with(Condition condition) {
            return new Threshold(on, condition, metric, window, abortOnFail, delay, Origin.SCENARIO);
        }
    }

    private final KnownNames known;
    private final ErrorCollector errors;
    private final List<Threshold> thresholds = new ArrayList<>();

    private ThresholdParser(KnownNames known, ErrorCollector errors) {
        this.known = known;
        this.errors = errors;
    }

    /** What was understood; faults are in the collector. */
    public static List<Threshold> parse(DocumentNode node, KnownNames known, ErrorCollector errors) {
        ThresholdParser parser = new ThresholdParser(known, errors);
        if (node.kind() == Kind.MAPPING) {
            new K6Thresholds(parser, errors).read(node);
        } else if (node.requireSequence(errors)) {
            node.items().forEach(parser::item);
        }
        return List.copyOf(parser.thresholds);
    }

    private void item(DocumentNode item) {
        if (item.kind() == Kind.SCALAR) {
            add(item, item.text(), Options.of(Scope.WHOLE_RUN));
            return;
        }
        if (!item.requireMapping(errors)) {
            return;
        }
        item.rejectUnknown(KEYS, errors);
        DocumentNode expression = item.required("expression", errors);
        Options options = new Options(
                item.optional("on").map(this::scope).orElse(Scope.WHOLE_RUN),
                item.optional("metric").map(this::basis).orElse(TimeBasis.RESPONSE),
                item.optional("window").map(this::window).orElse(null),
                item.optionalBoolean("abort-on-fail", errors).orElse(false),
                item.optional("delay").map(this::duration).orElse(Duration.ZERO));
        expression
                .asString(errors)
                .filter(text -> expression.kind() == Kind.SCALAR)
                .ifPresent(text -> add(expression, text, options));
    }

    /** Reads the expression at a place and keeps one threshold per condition, with these options. */
    void add(DocumentNode at, String expression, Options options) {
        try {
            ThresholdExpression.parse(expression).forEach(condition -> add(at, condition, options));
        } catch (InvalidThreshold invalid) {
            errors.add(at, invalid.rule(), invalid.received());
        }
    }

    void add(DocumentNode at, Condition condition, Options options) {
        boolean judgedAtTheEnd = condition.measure() == Measure.Tally.COUNT
                && !condition.comparison().limitsFromAbove();
        if (options.abortOnFail() && judgedAtTheEnd && options.window() == null) {
            errors.add(at, "abort-on-fail needs a condition that can be broken before the end", condition.text());
            return;
        }
        thresholds.add(options.with(condition));
    }

    private Scope scope(DocumentNode on) {
        if (on.kind() == Kind.SCALAR) {
            return Scope.step(step(on, on.text()));
        }
        if (!on.requireMapping(errors)) {
            return Scope.WHOLE_RUN;
        }
        on.rejectUnknown(Set.of("step", "tenant"), errors);
        return new Scope(
                on.optional("step")
                        .map(node -> step(node, node.asString(errors).orElse("")))
                        .orElse(null),
                on.optional("tenant")
                        .map(node -> tenant(node, node.asString(errors).orElse("")))
                        .orElse(null));
    }

    String step(DocumentNode at, String text) {
        if (at.kind() != Kind.ABSENT && !known.steps().contains(text)) {
            errors.add(at, "must be the name, tag or endpoint of a step: " + KnownNames.some(known.steps()), text);
        }
        return text;
    }

    String tenant(DocumentNode at, String text) {
        if (!known.tenants().contains(text)) {
            errors.add(at, "must be a tenant of the scenario: " + KnownNames.some(known.tenants()), text);
        }
        return text;
    }

    private TimeBasis basis(DocumentNode node) {
        return switch (node.asString(errors).orElse("")) {
            case "response" -> TimeBasis.RESPONSE;
            case "service" -> TimeBasis.SERVICE;
            default -> {
                errors.add(node, "must be response or service");
                yield TimeBasis.RESPONSE;
            }
        };
    }

    private Duration window(DocumentNode node) {
        Duration window = duration(node);
        if (window.isZero() || window.toNanosPart() != 0) {
            errors.add(node, "must be whole seconds, at least 1s");
        }
        return window;
    }

    Duration duration(DocumentNode node) {
        Duration duration;
        try {
            duration = TimeSpan.parse(node.asString(errors).orElse("")).toDuration();
        } catch (InvalidQuantity wrong) {
            errors.add(node, "must be a duration such as 10s or 1m30s");
            return Duration.ZERO;
        }
        if (duration.compareTo(TIME_MAX) > 0) {
            errors.add(node, "must be at most " + TIME_MAX.toHours() + "h");
        }
        return duration;
    }
}
