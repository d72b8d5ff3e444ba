package io.belastbar.load.scenario;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.load.scenario.Step.ThinkStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the steps of one flow, in their order: a step may use what an earlier one extracts. */
final class StepParser {

    private static final Duration THINK_MAX = Duration.ofMinutes(10);
    private static final int KNOWN_SHOWN_MAX = 20;
    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    private final Fields fields;
    private final ErrorCollector errors;
    private final Set<String> known;
    private final UniqueNames names;

    /**
     * @param given variables that every user has
     * @param names of all steps so far, in all flows; grows
     */
    StepParser(Fields fields, Set<String> given, UniqueNames names) {
        this.fields = fields;
        this.errors = fields.errors();
        this.known = new LinkedHashSet<>(given);
        this.names = names;
    }

    List<Step> steps(DocumentNode node) {
        List<Step> steps = new ArrayList<>();
        if (!node.requireSequence(errors)) {
            return steps;
        }
        for (DocumentNode item : node.items()) {
            if (item.requireMapping(errors)) {
                step(item).ifPresent(steps::add);
            }
        }
        if (node.items().stream().noneMatch(StepParser::sends)) {
            errors.add(node, "must have at least one request or sql", "none");
        }
        return steps;
    }

    private static boolean sends(DocumentNode item) {
        return item.fields().containsKey("request") || item.fields().containsKey("sql");
    }

    private Optional<Step> step(DocumentNode item) {
        Optional<DocumentNode> think = item.optional("think");
        if (think.isPresent()) {
            return think(item, think.get());
        }
        if (item.optional("sql").isPresent()) {
            return new SqlStepParser(fields, this).read(item).map(Step.class::cast);
        }
        return new RequestStepParser(fields, this).read(item).map(Step.class::cast);
    }

    private Optional<Step> think(DocumentNode item, DocumentNode think) {
        if (item.fields().size() > 1) {
            errors.add(
                    item,
                    "think must be a step of its own",
                    String.join(", ", item.fields().keySet()));
        }
        return thinkTime(think).map(ThinkStep::new);
    }

    private Optional<ThinkTime> thinkTime(DocumentNode node) {
        if (node.kind() != DocumentNode.Kind.MAPPING) {
            return pause(node).map(ThinkTime.Constant::new);
        }
        node.rejectUnknown(Set.of("from", "to", "mean"), errors);
        if (node.optional("mean").isPresent()) {
            return pause(node.required("mean", errors)).map(ThinkTime.Exponential::new);
        }
        Optional<Duration> from = pause(node.required("from", errors));
        Optional<Duration> to = pause(node.required("to", errors));
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (to.get().compareTo(from.get()) < 0) {
            errors.add(node.required("to", errors), "must not be below from");
            return Optional.empty();
        }
        return Optional.of(new ThinkTime.Uniform(from.get(), to.get()));
    }

    private Optional<Duration> pause(DocumentNode node) {
        Optional<Duration> duration = fields.duration(node);
        duration.filter(value -> value.compareTo(THINK_MAX) > 0)
                .ifPresent(wrong -> errors.add(node, "must be at most 10m"));
        return duration;
    }

    /** The given name, or this one; a number is appended when a step has it already. */
    String nameOf(DocumentNode item, String otherwise) {
        Optional<String> given = item.optionalName("name", errors);
        if (given.isEmpty()) {
            return names.numbered(otherwise);
        }
        if (!names.take(given.get())) {
            errors.add(item.required("name", errors), "must be unique among the steps");
        }
        return given.get();
    }

    Optional<Template> template(DocumentNode node, String text) {
        Optional<Template> template = parsed(node, Template::parse, text);
        template.ifPresent(found -> {
            Set<String> missing = new LinkedHashSet<>(found.variables());
            missing.removeAll(known);
            if (!missing.isEmpty()) {
                errors.add(
                        node,
                        "uses a variable that no earlier step extracts; known here: " + someKnown(),
                        String.join(", ", missing));
            }
        });
        return template;
    }

    private String someKnown() {
        String some = known.stream().limit(KNOWN_SHOWN_MAX).collect(Collectors.joining(", "));
        return known.size() > KNOWN_SHOWN_MAX ? some + ", …" : some;
    }

    /** Variable → what {@code parser} makes of its value; the variables are known to later steps. */
    <T> Map<String, T> extractions(DocumentNode node, Function<String, T> parser) {
        Map<String, T> extractions = new LinkedHashMap<>();
        if (node.requireMapping(errors)) {
            node.fields().forEach((name, value) -> {
                if (!name.matches(VARIABLE) || name.equals("vu") || name.equals("iteration")) {
                    errors.add(value, "must have a name of letters, digits and '_' that is not taken", name);
                }
                value.asString(errors)
                        .flatMap(text -> parsed(value, parser, text))
                        .ifPresent(extraction -> extractions.put(name, extraction));
            });
        }
        known.addAll(extractions.keySet());
        return extractions;
    }

    private <T> Optional<T> parsed(DocumentNode node, Function<String, T> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException wrong) {
            errors.add(node, wrong.getMessage());
            return Optional.empty();
        }
    }
}
