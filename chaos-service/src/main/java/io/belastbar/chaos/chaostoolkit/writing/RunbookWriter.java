package io.belastbar.chaos.chaostoolkit.writing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.chaostoolkit.reading.ReadExperiment.Role;
import io.belastbar.chaos.chaostoolkit.writing.WrittenExperiment.Placed;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.Expected;
import io.belastbar.chaos.runbook.Purpose;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes a runbook as an experiment of Chaos Toolkit. What that has no word for (deadlines, people, measuring) is listed
 * in the extension {@code belastbar}, and stands in no activity.
 */
public final class RunbookWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Runbook runbook;
    private final ActivityWriter writer;
    private final Map<String, Placed> activities = new LinkedHashMap<>();
    private final ArrayNode notExpressed = NODES.arrayNode();
    /** When the last activity was due, and so what is to be waited until the next. */
    private Duration last = Duration.ZERO;

    private RunbookWriter(String system, Runbook runbook) {
        this.runbook = runbook;
        this.writer = new ActivityWriter(system);
    }

    public static WrittenExperiment write(String system, Runbook runbook) {
        return new RunbookWriter(system, runbook).write();
    }

    private WrittenExperiment write() {
        Purpose purpose = runbook.purpose();
        ObjectNode root = NODES.objectNode()
                .put("version", "1.0.0")
                .put("title", purpose.title())
                .put("description", purpose.goal());
        ArrayNode tags = root.putArray("tags");
        Stream.concat(Stream.of(runbook.name()), purpose.legalBasis().stream()).forEach(tags::add);
        ObjectNode hypothesis = NODES.objectNode().put("title", purpose.criticalFunction() + ": steady state");
        hypothesis.set("probes", probes());
        ArrayNode method = NODES.arrayNode();
        Stream.concat(runbook.preparation().stream(), runbook.steps().stream())
                .forEach(step -> step(step, Role.METHOD).ifPresent(method::add));
        last = Duration.ZERO;
        ArrayNode rollbacks = NODES.arrayNode();
        runbook.rollback().forEach(step -> step(step, Role.ROLLBACK).ifPresent(rollbacks::add));
        runbook.expectations().forEach(this::deadline);
        runbook.stopConditions().forEach(this::always);
        root.set("configuration", writer.configuration());
        root.set("secrets", writer.secrets());
        root.set("steady-state-hypothesis", hypothesis);
        root.set("method", method);
        root.set("rollbacks", rollbacks);
        root.set("extensions", NODES.arrayNode().add(extension(purpose)));
        return new WrittenExperiment(root, activities);
    }

    private ArrayNode probes() {
        ArrayNode probes = NODES.arrayNode();
        for (Expected expected : runbook.steady().expectations()) {
            Optional<ObjectNode> probe = writer.probe(expected.name(), expected.expectation());
            probe.ifPresent(activity -> {
                probes.add(activity);
                activities.put(expected.name(), new Placed(Role.BEFORE, activity));
            });
            if (probe.isEmpty()) {
                missing(expected.name(), expected.expectation().type());
            }
        }
        return probes;
    }

    private Optional<ObjectNode> step(Step step, Role role) {
        Duration wait = step.at().minus(last);
        if (step.deed() instanceof Deed.Wait(Duration length)) {
            last = last.minus(length);
            return Optional.empty();
        }
        Optional<ObjectNode> activity = step.deed() instanceof Deed.Check check
                ? writer.probe(step.name(), check.expectation())
                : writer.action(step.name(), step.deed());
        if (activity.isEmpty()) {
            missing(step.name(), step.deed().type());
            return Optional.empty();
        }
        if (wait.isPositive() && !activities.values().stream().allMatch(one -> one.role() == Role.BEFORE)) {
            activity.get().set("pauses", NODES.objectNode().put("before", ActivityWriter.seconds(wait)));
        }
        last = step.at();
        activities.put(step.name(), new Placed(role, activity.get()));
        return activity;
    }

    private void deadline(Expected expected) {
        missing(
                expected.name(),
                expected.expectation().type() + " within " + expected.deadline().toMillis() + " ms");
    }

    private void always(Expected expected) {
        missing(expected.name(), "stop condition " + expected.expectation().type());
    }

    private void missing(String where, String what) {
        notExpressed.add(NODES.objectNode().put("where", where).put("what", what));
    }

    private ObjectNode extension(Purpose purpose) {
        ObjectNode extension = NODES.objectNode()
                .put("name", "belastbar")
                .put("critical-function", purpose.criticalFunction())
                .put("criticality", purpose.criticality().name().toLowerCase(Locale.ROOT));
        ArrayNode basis = extension.putArray("legal-basis");
        purpose.legalBasis().forEach(basis::add);
        purpose.rto().ifPresent(time -> extension.put("rto", time.toMillis() + "ms"));
        purpose.rpo().ifPresent(time -> extension.put("rpo", time.toMillis() + "ms"));
        if (!notExpressed.isEmpty()) {
            extension.set("not-expressed", notExpressed);
        }
        return extension;
    }

    /** The names of what an experiment cannot say. */
    public static List<String> notExpressed(WrittenExperiment written) {
        return written.experiment().at("/extensions/0/not-expressed").findValuesAsText("where");
    }
}
