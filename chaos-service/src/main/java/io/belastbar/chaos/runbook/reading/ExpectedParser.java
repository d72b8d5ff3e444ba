package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.runbook.Expected;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads lists of expectations. Of each, name, deadline and the step before it are the runbook's; the rest is its kind's. */
final class ExpectedParser {
    private static final Set<String> TIMED = Set.of("name", "after", "deadline");
    private static final Set<String> NAMED = Set.of("name");
    private static final int EXPECTATIONS_MAX = 100;

    private final Vocabulary vocabulary;
    private final Predicate<String> isStep;
    private final ErrorCollector errors;
    private final Set<String> names = new HashSet<>();

    ExpectedParser(Vocabulary vocabulary, Predicate<String> isStep, ErrorCollector errors) {
        this.vocabulary = vocabulary;
        this.isStep = isStep;
        this.errors = errors;
    }

    /** @param timed whether each has its deadline, and may name the step after which it is looked at */
    List<Expected> list(Optional<DocumentNode> list, boolean timed) {
        List<Expected> expected = new ArrayList<>();
        List<DocumentNode> items = list.filter(node -> node.requireSequence(errors))
                .map(DocumentNode::items)
                .orElse(List.of());
        if (items.size() > EXPECTATIONS_MAX) {
            errors.add(
                    list.orElseThrow(),
                    "may have at most " + EXPECTATIONS_MAX + " expectations",
                    items.size() + " expectations");
        }
        items.stream()
                .limit(EXPECTATIONS_MAX)
                .filter(item -> item.requireMapping(errors))
                .forEach(item -> one(item, timed).ifPresent(expected::add));
        return expected;
    }

    private Optional<Expected> one(DocumentNode item, boolean timed) {
        Optional<String> after = timed ? item.optionalName("after", errors) : Optional.empty();
        after.filter(step -> !isStep.test(step))
                .ifPresent(step ->
                        errors.add(item.required("after", errors), "must be the name of a step of the exercise"));
        Duration deadline = timed ? Times.required(item, "deadline", Duration.ZERO, errors) : Duration.ZERO;
        Optional<String> given = item.optionalName("name", errors);
        String name = given.orElseGet(() -> free(item));
        if (!names.add(name)) {
            errors.add(item.required("name", errors), "must be the name of one expectation only");
        }
        return vocabulary
                .expectation(Variables.without(item, timed ? TIMED : NAMED), errors)
                .map(what -> new Expected(name, after, deadline, what));
    }

    private String free(DocumentNode item) {
        String type = item.optional("type").map(DocumentNode::text).orElse("expectation");
        int number = 1;
        while (names.contains(number == 1 ? type : type + "-" + number)) {
            number++;
        }
        return number == 1 ? type : type + "-" + number;
    }
}
