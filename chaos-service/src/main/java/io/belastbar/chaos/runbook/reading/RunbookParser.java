package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.runbook.Expected;
import io.belastbar.chaos.runbook.Origin;
import io.belastbar.chaos.runbook.Participant;
import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.SteadyState;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.chaos.runbook.reading.StepParser.Part;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a runbook, and finds everything that is wrong with it. */
public final class RunbookParser {
    private static final Set<String> FIELDS = Set.of(
            "runbook",
            "title",
            "goal",
            "scope",
            "critical-function",
            "criticality",
            "legal-basis",
            "frequency",
            "rto",
            "rpo",
            "participants",
            "variables",
            "preparation",
            "steady-state",
            "steps",
            "expectations",
            "stop-conditions",
            "rollback",
            "questions",
            "measure");
    private static final Set<String> LEVELS = Set.of("critical", "important", "supporting");
    private static final int LIST_MAX = 100;
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

    private final DocumentNode root;
    private final Vocabulary vocabulary;
    private final ErrorCollector errors;

    private RunbookParser(DocumentNode root, Vocabulary vocabulary, ErrorCollector errors) {
        this.root = root;
        this.vocabulary = vocabulary;
        this.errors = errors;
    }

    /**
     * Reads a document.
     *
     * @param given values of variables instead of their defaults
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    public static Runbook parse(String text, Map<String, String> given, Vocabulary vocabulary) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode written = DocumentParser.parse(text);
        if (!written.requireMapping(errors)) {
            errors.throwIfAny("not a runbook");
        }
        // First, so that no other fault shows what stands there.
        InlineSecrets.refuse(written, errors);
        Variables variables = Variables.read(written, given, errors);
        DocumentNode root = variables.replacedIn(written, errors);
        InlineSecrets.refuse(root, errors);
        Runbook runbook = new RunbookParser(root, vocabulary, errors).read(variables);
        errors.throwIfAny("the runbook has faults; nothing was stored or started");
        return runbook;
    }

    private Runbook read(Variables variables) {
        root.rejectUnknown(FIELDS, errors);
        String name = root.name("runbook", errors);
        if (!name.isEmpty() && !name.matches(NAME)) {
            errors.add(root.required("runbook", errors), "must be a name of at most 63 of a-z, 0-9 and -");
        }
        Purpose purpose = purpose(name);
        List<Participant> participants = participants();
        Set<String> roles = participants.stream().map(Participant::role).collect(Collectors.toSet());
        StepParser steps = new StepParser(vocabulary, roles, errors);
        List<Step> preparation = steps.steps(root.optional("preparation"), Part.PREPARATION);
        List<Step> exercise = steps.steps(Optional.of(root.required("steps", errors)), Part.EXERCISE);
        List<Step> rollback = steps.steps(root.optional("rollback"), Part.ROLLBACK);
        ExpectedParser expected = new ExpectedParser(
                vocabulary, step -> steps.knows(step) && !isAmong(step, preparation, rollback), errors);
        return new Runbook(
                name,
                purpose,
                participants,
                preparation,
                steady(expected),
                exercise,
                expected.list(root.optional("expectations"), true),
                expected.list(root.optional("stop-conditions"), false),
                rollback,
                texts("questions"),
                variables.values(),
                new MeasureParser(vocabulary, errors).read(root.optional("measure"), exercise),
                Origin.OWN);
    }

    /** What is done before or after the exercise is followed by no expectation. */
    private static boolean isAmong(String step, List<Step> preparation, List<Step> rollback) {
        return Stream.concat(preparation.stream(), rollback.stream())
                .anyMatch(other -> other.name().equals(step));
    }

    private Purpose purpose(String name) {
        DocumentNode criticality = root.required("criticality", errors);
        Optional<Criticality> level = criticality
                .asName(errors)
                .filter(word -> {
                    if (!LEVELS.contains(word)) {
                        errors.add(criticality, "must be critical, important or supporting");
                    }
                    return LEVELS.contains(word);
                })
                .map(word -> Criticality.valueOf(word.toUpperCase(Locale.ROOT)));
        return new Purpose(
                root.optionalName("title", errors).orElse(name),
                root.string("goal", errors),
                root.optionalString("scope", errors).orElse(""),
                root.name("critical-function", errors),
                level.orElse(Criticality.SUPPORTING),
                texts("legal-basis"),
                Times.every(root, "frequency", errors),
                Times.optional(root, "rto", errors),
                Times.optional(root, "rpo", errors));
    }

    private List<Participant> participants() {
        List<Participant> participants = new ArrayList<>();
        items("participants").stream()
                .filter(item -> item.requireMapping(errors))
                .forEach(item -> {
                    item.rejectUnknown(Set.of("name", "role", "principal"), errors);
                    participants.add(new Participant(
                            item.name("name", errors),
                            item.name("role", errors),
                            item.optionalName("principal", errors)));
                });
        return participants;
    }

    private SteadyState steady(ExpectedParser expected) {
        DocumentNode node = root.required("steady-state", errors);
        node.requireMapping(errors);
        node.rejectUnknown(Set.of("within", "regained-within", "expect"), errors);
        DocumentNode list = node.required("expect", errors);
        List<Expected> expectations = expected.list(Optional.of(list), false);
        if (list.kind() == DocumentNode.Kind.SEQUENCE && list.items().isEmpty()) {
            errors.add(list, "must have at least one expectation: what nobody looks at is not proven");
        }
        return new SteadyState(
                Times.optional(node, "within", errors).orElse(Duration.ofSeconds(30)),
                Times.optional(node, "regained-within", errors).orElse(Duration.ofMinutes(2)),
                expectations);
    }

    private List<String> texts(String field) {
        return items(field).stream()
                .flatMap(item -> item.asString(errors).stream())
                .toList();
    }

    private List<DocumentNode> items(String field) {
        Optional<DocumentNode> list = root.optional(field).filter(node -> node.requireSequence(errors));
        list.filter(node -> node.items().size() > LIST_MAX)
                .ifPresent(node -> errors.add(
                        node,
                        "may have at most " + LIST_MAX + " items",
                        node.items().size() + " items"));
        return list.map(DocumentNode::items).orElse(List.of());
    }
}
