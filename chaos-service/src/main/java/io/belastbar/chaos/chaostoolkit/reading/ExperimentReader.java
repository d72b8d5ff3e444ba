package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.chaostoolkit.reading.ReadExperiment.Role;
import io.belastbar.chaos.chaostoolkit.reading.Scenes.Proof;
import io.belastbar.chaos.runbook.Expected;
import io.belastbar.chaos.runbook.Origin;
import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.SteadyState;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.chaos.runbook.reading.Vocabulary;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads an experiment of Chaos Toolkit as a runbook. Its steady-state hypothesis is proven before, looked at again after the
 * method, and proven once more after the rollback, which Chaos Toolkit does not do. What cannot be carried out here
 * is listed, and stands in no step.
 */
public final class ExperimentReader {
    /** As runbooks call the language. */
    public static final String LANGUAGE = "chaostoolkit";

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";
    private static final int ACTIVITIES_MAX = 100;
    private static final Duration PROOF = Duration.ofSeconds(5);
    private static final Duration REGAINED = Duration.ofMinutes(2);
    private static final Set<String> WATCHED = Set.of("continuously", "during-method-only");
    private static final Set<String> STRATEGIES =
            Set.of("default", "before-method-only", "after-method-only", "during-method-only", "continuously");

    private final DocumentNode root;
    private final ErrorCollector errors;
    private final Reading reading;
    private final Scenes scenes;

    private ExperimentReader(DocumentNode root, Reading reading) {
        this.root = root;
        this.errors = reading.errors();
        this.reading = reading;
        this.scenes = new Scenes(reading, new ActivityReader(reading, root));
    }

    /** Whether a document is an experiment, however wrong it is. */
    public static boolean speaks(DocumentNode document) {
        Map<String, DocumentNode> fields = document.fields();
        return !fields.containsKey("runbook")
                && (fields.containsKey("method") || fields.containsKey("steady-state-hypothesis"));
    }

    /**
     * Reads it.
     *
     * @param given values of its configuration instead of those in it
     * @throws io.belastbar.document.InvalidInput with every fault
     */
    public static ReadExperiment read(
            String name, DocumentNode root, Map<String, String> given, Vocabulary vocabulary) {
        ErrorCollector errors = new ErrorCollector();
        // First, so that no other fault shows what stands there.
        ExperimentSecrets.refuse(root, errors);
        Reading reading = new Reading(vocabulary, Values.read(root, given, errors), errors);
        ReadExperiment read = new ExperimentReader(root, reading).read(name);
        errors.throwIfAny("the experiment has faults; nothing was stored or started");
        return read;
    }

    private ReadExperiment read(String name) {
        if (!name.matches(NAME)) {
            errors.add(root, "must have a name of at most 63 of a-z, 0-9 and - in the address", name);
        }
        ExperimentPurpose ours = new ExperimentPurpose(root, errors);
        Purpose purpose = ours.read(filled("title"), filled("description"));
        root.optional("tags").filter(node -> node.requireSequence(errors));
        root.optional("controls")
                .filter(controls -> !controls.items().isEmpty())
                .ifPresent(controls -> reading.impossible().control("experiment", controls));
        Set<String> strategy = strategy();
        List<Proof> proofs = proofs();
        List<Step> method = steps(Optional.of(root.required("method", errors)), Role.METHOD);
        if (!strategy.contains("before-method-only") && !method.isEmpty()) {
            List<Step> all = new ArrayList<>(method);
            proofs.forEach(proof -> all.add(scenes.after(proof)));
            method = all;
        }
        List<Step> rollback = steps(root.optional("rollbacks"), Role.ROLLBACK);
        List<Expected> expected = proofs.stream().map(Proof::expected).toList();
        Runbook runbook = new Runbook(
                name,
                purpose,
                List.of(),
                List.of(),
                steady(ours, proofs, expected),
                method,
                List.of(),
                strategy.stream().anyMatch(WATCHED::contains) ? expected : List.of(),
                rollback,
                List.of(),
                reading.values().known(),
                Optional.empty(),
                new Origin(LANGUAGE, reading.impossible().parts(), List.copyOf(reading.notes())));
        return new ReadExperiment(runbook, scenes.named());
    }

    private String filled(String field) {
        DocumentNode node = root.required(field, errors);
        String text = field.equals("title")
                ? node.asName(errors).orElse("")
                : node.asString(errors).orElse("");
        if (node.kind() == DocumentNode.Kind.SCALAR && text.isBlank()) {
            errors.add(node, "must not be empty");
        }
        return reading.values().fill(text).text();
    }

    private List<Proof> proofs() {
        Optional<DocumentNode> hypothesis = root.optional("steady-state-hypothesis");
        hypothesis.filter(node -> node.requireMapping(errors)).ifPresent(node -> node.name("title", errors));
        List<DocumentNode> probes = items(hypothesis.flatMap(node -> node.optional("probes")));
        if (probes.isEmpty()) {
            reading.impossible().nothingProven(hypothesis.orElse(root));
        }
        return probes.stream().flatMap(probe -> scenes.proof(probe).stream()).toList();
    }

    private static SteadyState steady(ExperimentPurpose ours, List<Proof> proofs, List<Expected> expected) {
        Duration longest = proofs.stream().map(Proof::patience).reduce(Duration.ZERO, Duration::plus);
        Duration least = longest.compareTo(PROOF) > 0 ? longest : PROOF;
        return new SteadyState(
                ours.time("within").orElse(least), ours.time("regained-within").orElse(REGAINED), expected);
    }

    private List<Step> steps(Optional<DocumentNode> list, Role role) {
        List<DocumentNode> activities = items(list);
        if (role == Role.METHOD
                && activities.isEmpty()
                && list.filter(node -> node.kind() == DocumentNode.Kind.SEQUENCE)
                        .isPresent()) {
            errors.add(list.get(), "must have at least one activity", "none");
        }
        return activities.stream()
                .flatMap(activity -> scenes.steps(activity, role).stream())
                .toList();
    }

    private List<DocumentNode> items(Optional<DocumentNode> list) {
        Optional<DocumentNode> sequence = list.filter(node -> node.requireSequence(errors));
        sequence.filter(node -> node.items().size() > ACTIVITIES_MAX)
                .ifPresent(node -> errors.add(
                        node,
                        "may have at most " + ACTIVITIES_MAX + " activities",
                        node.items().size() + " activities"));
        return sequence.map(node -> node.items().stream().limit(ACTIVITIES_MAX).toList())
                .orElse(List.of());
    }

    /** When the hypothesis is looked at; before and after the undoing it always is. */
    private Set<String> strategy() {
        Optional<DocumentNode> runtime = root.optional("runtime").filter(node -> node.requireMapping(errors));
        runtime.flatMap(node -> node.optional("rollbacks"))
                .flatMap(node -> node.optionalName("strategy", errors))
                .filter(strategy -> !strategy.equals("always"))
                .ifPresent(strategy -> reading.note(
                        "what was done is always undone, whatever runtime.rollbacks says (" + strategy + ")",
                        "was getan wurde, wird immer zurückgenommen, was auch runtime.rollbacks sagt (" + strategy
                                + ")"));
        Optional<DocumentNode> strategy =
                runtime.flatMap(node -> node.optional("hypothesis")).flatMap(node -> node.optional("strategy"));
        strategy.filter(node -> !STRATEGIES.contains(node.text()))
                .ifPresent(node -> errors.add(
                        node,
                        "must be one of "
                                + String.join(", ", STRATEGIES.stream().sorted().toList())));
        return Stream.ofNullable(strategy.map(DocumentNode::text).orElse(null)).collect(Collectors.toSet());
    }
}
