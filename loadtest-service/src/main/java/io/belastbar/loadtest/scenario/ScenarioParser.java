package io.belastbar.loadtest.scenario;

import io.belastbar.web.document.DocumentNode;
import io.belastbar.web.document.DocumentParser;
import io.belastbar.web.document.ErrorCollector;
import io.belastbar.web.problem.InvalidInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a scenario document. Collects every fault with its line and column before it refuses the document; nothing of a
 * refused document is kept.
 */
public final class ScenarioParser {

    private static final Set<String> KEYS =
            Set.of("scenario", "description", "target", "model", "timeout", "stages", "steps");
    private static final Set<String> STAGE_KEYS = Set.of("duration", "target");
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(2);

    private final ScenarioLimits limits;
    private final ErrorCollector errors = new ErrorCollector();

    private ScenarioParser(ScenarioLimits limits) {
        this.limits = limits;
    }

    /** @throws InvalidInput with all faults */
    public static Scenario parse(String document, ScenarioLimits limits) {
        return new ScenarioParser(limits).read(DocumentParser.parse(document));
    }

    private Scenario read(DocumentNode root) {
        root.requireMapping(errors);
        root.rejectUnknown(KEYS, errors);
        String name = name(root, "scenario");
        String description = root.optionalString("description", errors).orElse("");
        String target = name(root, "target");
        root.optional("model").ifPresent(this::requireClosedModel);
        Duration timeout = root.optional("timeout").flatMap(this::timeout).orElse(null);
        List<Stage> stages = stages(root.required("stages", errors));
        List<Step> steps = new StepParser(errors, limits.maxSteps()).steps(root.required("steps", errors));
        errors.throwIfAny("the scenario has faults; nothing was stored");
        return new Scenario(name, description, target, timeout, stages, steps);
    }

    private String name(DocumentNode root, String field) {
        DocumentNode node = root.required(field, errors);
        String name = node.asString(errors).orElse("");
        if (node.kind() == DocumentNode.Kind.SCALAR && !name.matches(NAME)) {
            errors.add(node, "must be 1 to 63 letters, digits, '.', '_' or '-', beginning with a letter or digit");
        }
        return name;
    }

    private void requireClosedModel(DocumentNode node) {
        if (node.asString(errors).filter("closed"::equals).isEmpty()) {
            errors.add(node, "must be closed: virtual users that wait for each answer");
        }
    }

    private Optional<Duration> timeout(DocumentNode node) {
        Optional<Duration> timeout = duration(node, errors);
        timeout.filter(value -> value.isZero() || value.compareTo(TIMEOUT_MAX) > 0)
                .ifPresent(wrong -> errors.add(node, "must be above 0s and at most 2m"));
        return timeout;
    }

    private List<Stage> stages(DocumentNode node) {
        List<Stage> stages = new ArrayList<>();
        if (!node.requireSequence(errors)) {
            return stages;
        }
        node.items().forEach(item -> stage(item).ifPresent(stages::add));
        Duration total = stages.stream().map(Stage::duration).reduce(Duration.ZERO, Duration::plus);
        if (total.compareTo(limits.maxDuration()) > 0) {
            errors.add(node, "all stages together must last at most " + seconds(limits.maxDuration()), seconds(total));
        } else if (stages.size() == node.items().size() && total.isZero()) {
            errors.add(node, "all stages together must last longer than 0s", seconds(total));
        }
        if (stages.size() == node.items().size() && stages.stream().allMatch(stage -> stage.target() == 0)) {
            errors.add(node, "must have a stage with a target above 0", "no virtual users");
        }
        return stages;
    }

    private Optional<Stage> stage(DocumentNode item) {
        if (!item.requireMapping(errors)) {
            return Optional.empty();
        }
        item.rejectUnknown(STAGE_KEYS, errors);
        Optional<Duration> duration = duration(item.required("duration", errors), errors);
        DocumentNode target = item.required("target", errors);
        Optional<Long> users = target.asInteger(errors);
        if (users.isPresent() && (users.get() < 0 || users.get() > limits.maxVirtualUsers())) {
            errors.add(target, "must be from 0 to " + limits.maxVirtualUsers() + " virtual users");
            return Optional.empty();
        }
        return duration.isEmpty() || users.isEmpty()
                ? Optional.empty()
                : Optional.of(new Stage(duration.get(), users.get().intValue()));
    }

    static Optional<Duration> duration(DocumentNode node, ErrorCollector errors) {
        Optional<String> text = node.asString(errors);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DurationText.parse(text.get()));
        } catch (IllegalArgumentException notADuration) {
            errors.add(node, "must be a duration such as 500ms, 2s or 1m30s");
            return Optional.empty();
        }
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
