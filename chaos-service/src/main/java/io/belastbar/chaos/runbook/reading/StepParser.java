package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Deed.Operation;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the steps of a runbook: of its preparation, of the exercise, of its rollback. */
final class StepParser {
    static final int STEPS_MAX = 200;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PATIENCE_WITH_PEOPLE = Duration.ofHours(1);
    private static final Set<String> COMMON = Set.of("name", "at", "by", "limit");
    private static final Set<String> DEEDS = new TreeSet<>(
            Set.of("inject", "clear", "act", "check", "notify", "confirm", "backup", "channel", "dashboard"));
    private static final Set<String> INJECTING = Set.of("inject", "clear");

    private final Vocabulary vocabulary;
    private final Set<String> roles;
    private final ErrorCollector errors;
    private final CallParser calls;
    private final Set<String> names = new HashSet<>();
    private final Set<String> injecting = new HashSet<>();
    /** The last time of the list being read that is right by itself, also if the rest of its step is not. */
    private Optional<Duration> above = Optional.empty();

    StepParser(Vocabulary vocabulary, Set<String> roles, ErrorCollector errors) {
        this.vocabulary = vocabulary;
        this.roles = roles;
        this.errors = errors;
        this.calls = new CallParser(vocabulary, errors);
    }

    /** Which of the three lists. */
    enum Part {
        PREPARATION,
        EXERCISE,
        ROLLBACK
    }

    List<Step> steps(Optional<DocumentNode> list, Part part) {
        List<Step> steps = new ArrayList<>();
        above = Optional.empty();
        List<DocumentNode> items = list.filter(node -> node.requireSequence(errors))
                .map(DocumentNode::items)
                .orElse(List.of());
        if (items.size() > STEPS_MAX) {
            errors.add(list.orElseThrow(), "may have at most " + STEPS_MAX + " steps", items.size() + " steps");
        }
        items.stream()
                .limit(STEPS_MAX)
                .filter(item -> item.requireMapping(errors))
                .forEach(item -> step(item, part).ifPresent(steps::add));
        return steps;
    }

    /** Whether a step of this name was read. */
    boolean knows(String name) {
        return names.contains(name);
    }

    private Optional<Step> step(DocumentNode item, Part part) {
        Set<String> known = new TreeSet<>(COMMON);
        known.addAll(DEEDS);
        item.rejectUnknown(known, errors);
        Duration at = at(item, part);
        Optional<String> by = item.optionalName("by", errors);
        by.filter(role -> !roles.contains(role)).ifPresent(role -> unknownRole(item.required("by", errors)));
        Optional<Deed> deed = deed(item, part);
        boolean person = deed.filter(Deed.Confirm.class::isInstance).isPresent();
        Duration limit = Times.optional(item, "limit", errors).orElse(person ? PATIENCE_WITH_PEOPLE : LIMIT);
        String name = name(item, deed);
        if (item.optional("inject").isPresent()) {
            injecting.add(name);
        }
        return deed.map(what -> new Step(name, at, by, limit, what));
    }

    private Duration at(DocumentNode item, Part part) {
        if (part == Part.ROLLBACK) {
            item.optional("at").ifPresent(node -> errors.add(node, "must not be given: a rollback goes step by step"));
            return Duration.ZERO;
        }
        DocumentNode node = item.required("at", errors);
        Optional<Duration> at = Times.at(node, errors).filter(time -> isOnItsSide(node, time, part));
        if (at.isPresent()
                && above.filter(before -> at.get().compareTo(before) < 0).isPresent()) {
            errors.add(node, "must not be before the step above it");
        }
        above = at.or(() -> above);
        return at.orElse(Duration.ZERO);
    }

    private boolean isOnItsSide(DocumentNode node, Duration at, Part part) {
        if (part == Part.PREPARATION && at.isPositive()) {
            errors.add(node, "must be before the beginning, as in T-10m");
            return false;
        }
        if (part == Part.EXERCISE && at.isNegative()) {
            errors.add(node, "must be at or after the beginning, as in T+5m");
            return false;
        }
        return true;
    }

    private String name(DocumentNode item, Optional<Deed> deed) {
        String name = item.optionalName("name", errors)
                .orElseGet(() -> free(deed.map(Deed::type).orElse("step")));
        if (!names.add(name)) {
            errors.add(item.required("name", errors), "must be the name of one step only");
        }
        return name;
    }

    private String free(String type) {
        int number = 1;
        while (names.contains(number == 1 ? type : type + "-" + number)) {
            number++;
        }
        return number == 1 ? type : type + "-" + number;
    }

    private Optional<Deed> deed(DocumentNode item, Part part) {
        List<String> given =
                DEEDS.stream().filter(deed -> item.optional(deed).isPresent()).toList();
        if (given.size() != 1) {
            errors.add(
                    item,
                    "must do one thing: " + String.join(", ", DEEDS),
                    given.isEmpty() ? "nothing" : String.join(", ", given));
            return Optional.empty();
        }
        String what = given.getFirst();
        DocumentNode node = item.required(what, errors);
        if (part != Part.EXERCISE && INJECTING.contains(what)) {
            errors.add(node, "must be a step of the exercise (steps), where it is taken back");
            return Optional.empty();
        }
        return switch (what) {
            case "inject" -> inject(node);
            case "clear" -> clear(node);
            case "act" -> act(node);
            case "check" -> vocabulary.expectation(node, errors).map(Deed.Check::new);
            case "confirm" -> confirm(node);
            default -> calls.call(node, Deed.Purpose.valueOf(what.toUpperCase(Locale.ROOT)));
        };
    }

    private Optional<Deed> inject(DocumentNode node) {
        Optional<Deed.Inject> inject = vocabulary.fault(node, errors);
        inject.filter(fault -> !vocabulary.isOfTheSystem(fault.action().target()))
                .ifPresent(foreign -> errors.add(node.required("target", errors), CallParser.FOREIGN));
        return inject.map(fault -> fault);
    }

    private Optional<Deed> clear(DocumentNode node) {
        return node.asName(errors)
                .filter(name -> injecting.contains(name) || notInjecting(node))
                .map(Deed.Clear::new);
    }

    private boolean notInjecting(DocumentNode node) {
        errors.add(node, "must be the name of a step above that injects a fault");
        return false;
    }

    private Optional<Deed> confirm(DocumentNode node) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        node.rejectUnknown(Set.of("role", "text"), errors);
        DocumentNode role = node.required("role", errors);
        Optional<String> name = role.asName(errors);
        name.filter(text -> !roles.contains(text)).ifPresent(text -> unknownRole(role));
        return name.map(text -> new Deed.Confirm(text, node.string("text", errors)));
    }

    private void unknownRole(DocumentNode node) {
        errors.add(
                node,
                "must be the role of a participant"
                        + (roles.isEmpty() ? ", and there is none" : ": " + String.join(", ", new TreeSet<>(roles))));
    }

    private Optional<Deed> act(DocumentNode node) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        DocumentNode action = node.required("action", errors);
        return switch (action.asName(errors).orElse("")) {
            case "promote", "start", "reseed" -> {
                Operation operation = Operation.valueOf(action.text().toUpperCase(Locale.ROOT));
                yield operate(node, operation);
            }
            case "http" -> calls.call(Variables.without(node, Set.of("action")), Deed.Purpose.HTTP);
            case "load" -> {
                node.rejectUnknown(Set.of("action", "scenario"), errors);
                yield Optional.of(new Deed.StartLoad(node.name("scenario", errors)));
            }
            case "analysis" -> {
                node.rejectUnknown(Set.of("action", "finds"), errors);
                yield Optional.of(new Deed.Analyse(node.optionalName("finds", errors)));
            }
            case "index" -> index(node);
            case "" -> Optional.empty();
            default -> {
                errors.add(action, "must be one of analysis, http, index, load, promote, reseed, start");
                yield Optional.empty();
            }
        };
    }

    private Optional<Deed> operate(DocumentNode node, Operation operation) {
        node.rejectUnknown(Set.of("action", "target", "child", "role"), errors);
        Optional<String> target = calls.target(node, true);
        Optional<String> child = node.optionalName("child", errors);
        Optional<String> role = node.optionalName("role", errors);
        if (child.isPresent() == role.isPresent()) {
            errors.add(node, "must name a child or a role, and not both");
        }
        return target.map(name -> new Deed.Operate(operation, name, child, role));
    }

    private Optional<Deed> index(DocumentNode node) {
        node.rejectUnknown(Set.of("action", "target", "credential", "sql"), errors);
        Optional<String> target = calls.target(node, true);
        String sql = node.string("sql", errors);
        node.optional("sql")
                .filter(found -> !IndexStatement.isOne(sql))
                .ifPresent(found -> errors.add(found, IndexStatement.RULE));
        Optional<String> credential = node.optionalName("credential", errors);
        return target.map(name -> new Deed.ChangeIndex(name, credential.orElse(name), sql));
    }
}
